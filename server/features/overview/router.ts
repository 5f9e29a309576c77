import { query, router } from "@/server/trpc/init";
import { overviewToday } from "./today";

export const overviewRouter = router({ today: query(overviewToday) });
