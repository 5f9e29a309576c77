import { gatheredCapacity, type LineCapacity, lineCapacity } from "@/server/features/line";
import type { HotelCtx } from "@/server/verbs/ctx";
import type { TelephonySettings } from "./schema";

/** The lines that the hotel's calls go to: the workers', or the app's own where calls have no media stream. */
export const linesOf = (
  { deps }: HotelCtx,
  { entry }: Pick<TelephonySettings, "entry">,
): Promise<LineCapacity> => (entry === "gather" ? gatheredCapacity(deps) : lineCapacity(deps));
