import { z } from "zod";
import { defineEvent } from "@/server/verbs/events";

const request = z.object({ requestId: z.string(), hotelId: z.string() });

export const RequestCreated = defineEvent("request.created", request);
export const RequestChanged = defineEvent("request.changed", request);
export const MessageTaken = defineEvent(
  "message.taken",
  z.object({ messageId: z.string(), hotelId: z.string() }),
);
export const WakeupChanged = defineEvent(
  "wakeup.changed",
  z.object({ wakeupId: z.string(), hotelId: z.string() }),
);
