import { z } from "zod";
import { defineEvent } from "@/server/verbs/events";

export const PolicyChanged = defineEvent(
  "policy.changed",
  z.object({ area: z.string(), hotelId: z.string() }),
);
