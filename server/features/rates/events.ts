import { z } from "zod";
import { defineEvent } from "@/server/verbs/events";

/** Prices, plans, extras or taxes changed. */
export const RatesChanged = defineEvent("rates.changed", z.object({ hotelId: z.uuid() }));
