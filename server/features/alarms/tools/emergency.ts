import { policyValues } from "@/server/features/policies";
import { emergencyNumberIn } from "@/server/kernel/emergency-number";
import { implementTool, speaking } from "@/server/verbs/define-tool";
import { raiseAlarm } from "../raise";
import { alarmTexts } from "../say";

/** Raises the alarm with staff in the same turn. Never refused: an unknown place is sent as it was said. */
export const raiseEmergency = implementTool("raise_emergency", async (tx, ctx, danger) => {
  const safety = await policyValues(tx, ctx.hotelId, "safety", ctx.call.today);
  const number = safety.emergencyNumber ?? emergencyNumberIn(ctx.call.hotel.country);
  const scripts = {
    medical: safety.medicalScript,
    fire: safety.fireScript,
    security: safety.securityScript,
  };
  const { alarmId, rings, taken, events } = await raiseAlarm(tx, ctx, danger);
  const done = taken ? "taken" : rings ? "raised" : "onScreens";
  const t = alarmTexts(ctx.call.language);
  return {
    ok: true,
    data: { alarm: true, state: taken ? "taken" : "raised", number, script: scripts[danger.kind] ?? [] },
    facts: [
      { kind: "confirmation", name: "alarm", value: true, spoken: alarmTexts("en")[done] },
      { kind: "contact", name: "emergencyNumber", value: number, spoken: ctx.spoken.digits(number) },
    ],
    say: `${t[done]} ${t.dial(speaking(ctx).digits(number))}`,
    audit: {
      subject: { kind: "alarm", id: alarmId },
      after: { emergency: danger.kind, place: danger.place },
    },
    events,
  };
});
