import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@/server/trpc/root";

/** How the hotel's telephone behaves, with its numbers and their addresses. */
export type ShownTelephony = inferRouterOutputs<AppRouter>["telephony"]["get"];
