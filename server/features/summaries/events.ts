import { z } from "zod";
import { defineEvent } from "@/server/verbs/events";

/** A call's summary was written: lists and pages show it. */
export const CallSummarised = defineEvent(
  "call.summarised",
  z.object({ callId: z.string(), hotelId: z.string() }),
);
