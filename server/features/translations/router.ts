import { mutation, router } from "@/server/trpc/init";
import { translateCall } from "./translate-call";

export const translationsRouter = router({ translate: mutation(translateCall) });
