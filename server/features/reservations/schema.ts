import { z } from "zod";

export const ReservationStatus = z.enum([
  "requested",
  "held",
  "confirmed",
  "checked_in",
  "checked_out",
  "cancelled",
  "no_show",
  "expired",
]);
export type ReservationStatus = z.infer<typeof ReservationStatus>;
