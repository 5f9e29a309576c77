import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@/server/trpc/root";

export type PolicyState = inferRouterOutputs<AppRouter>["policies"]["list"][number];
export type PolicyForm = Record<string, unknown>;
