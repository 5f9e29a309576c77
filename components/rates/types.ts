import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@/server/trpc/root";

type Outputs = inferRouterOutputs<AppRouter>;
export type RateGridData = Outputs["rates"]["grid"];
export type RateType = RateGridData["types"][number];
export type RateNight = RateType["nights"][number];
export type Offering = Outputs["rates"]["offering"];
