import { z } from "zod";
import { defineEvent } from "@/server/verbs/events";

const alarm = z.object({ alarmId: z.string(), hotelId: z.string() });

/** Danger in the house: whoever is on duty is told now. `start` counts how often the chain begins, from 1. */
export const AlarmRaised = defineEvent(
  "alarm.raised",
  alarm.extend({
    start: z
      .string()
      .regex(/^[1-9]\d?$/)
      .optional(),
  }),
);
/** Somebody has taken it: nobody else is called. */
export const AlarmTaken = defineEvent("alarm.taken", alarm);
/** What is shown of it changed. Only shown, so it needs no outbox row. */
export const AlarmChanged = defineEvent("alarm.changed", alarm);
