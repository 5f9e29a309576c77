import { z } from "zod";
import { defineEvent } from "@/server/verbs/events";

/** A recording can be played, or never will be: the call page shows which. */
export const RecordingSettled = defineEvent(
  "recording.settled",
  z.object({ callId: z.string(), hotelId: z.string(), status: z.enum(["ready", "failed", "deleted"]) }),
);
