import type { Inngest } from "inngest";
import { AlarmRaised, AlarmTaken, endUnanswered, planAlarm, tellMember } from "@/server/features/alarms";
import { quietAlarm } from "@/server/features/telephony";
import { hotelJob, type JobApp } from "./job";

const NAME = "carry-out-alarm";

/**
 * Tells the hotel's own people of an alarm, one after the other and round again, until somebody takes it. Each is rung and
 * texted once a telling, whatever is retried; an alarm told twice is still one.
 */
export const carryOutAlarm = (client: Inngest, app: JobApp) =>
  client.createFunction(
    { id: NAME, triggers: [{ event: AlarmRaised.eventName }], retries: 10 },
    async ({ event, step }) => {
      const { alarmId, start } = AlarmRaised.schema.parse(event.data);
      const ctx = () => hotelJob(app, NAME, event.data);
      const attempts = await step.run("plan", () => planAlarm(ctx(), alarmId, Number(start ?? 1)));
      for (const attempt of attempts) {
        const told = await step.run(`tell-${attempt}`, () => tellMember(ctx(), alarmId, attempt));
        if (told.over) return { taken: true };
        const taken = await step.waitForEvent(`wait-${attempt}`, {
          event: AlarmTaken.eventName,
          timeout: `${told.waitSeconds}s`,
          if: "event.data.alarmId == async.data.alarmId",
        });
        if (taken) return { taken: true };
      }
      // Nobody can be rung: the dashboard alone has it.
      if (attempts.length === 0) return { taken: false };
      const unanswered = await step.run("end", () => endUnanswered(ctx(), alarmId));
      return { taken: !unanswered };
    },
  );

/** Somebody took it: telephones that still ring stop. */
export const quietTelephones = (client: Inngest, app: JobApp) =>
  client.createFunction(
    { id: "quiet-alarm", triggers: [{ event: AlarmTaken.eventName }], retries: 2 },
    ({ event, step }) => {
      const { alarmId } = AlarmTaken.schema.parse(event.data);
      return step.run("quiet", () => quietAlarm(hotelJob(app, "quiet-alarm", event.data), alarmId));
    },
  );
