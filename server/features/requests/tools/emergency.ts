import { policyValues } from "@/server/features/policies";
import { implementTool } from "@/server/verbs/define-tool";
import { EmergencyRaised } from "../events";
import { fileRequest, requestCreated } from "../file-request";
import { requestTexts } from "./say";

/** Emergency numbers where the hotel has set none: 112 works in the EU and many other countries' networks. */
const COUNTRY_NUMBERS: Readonly<Record<string, string>> = {
  US: "911",
  CA: "911",
  GB: "999",
  BD: "999",
  AU: "000",
  IN: "112",
  JP: "119",
};
const EUROPEAN = "112";

/** Raises the alarm with staff in the same turn. Never refused: an unknown place is sent as it was said. */
export const raiseEmergency = implementTool(
  "raise_emergency",
  async (tx, ctx, { kind, place, happening }) => {
    const t = requestTexts(ctx.call.language);
    const safety = await policyValues(tx, ctx.hotelId, "safety", ctx.call.today);
    const number = safety.emergencyNumber ?? COUNTRY_NUMBERS[ctx.call.hotel.country] ?? EUROPEAN;
    const scripts = {
      medical: safety.medicalScript,
      fire: safety.fireScript,
      security: safety.securityScript,
    };
    const filed = await fileRequest(tx, ctx, {
      kind: "other",
      summary: `EMERGENCY (${kind}) at ${place}${happening ? `: ${happening}` : ""}`,
      urgency: "urgent",
      due: ctx.deps.clock.now().toISOString(),
    });
    const spokenNumber = ctx.spoken.digits(number);
    return {
      ok: true,
      data: { alarm: true, number, script: scripts[kind] ?? [] },
      facts: [
        { kind: "confirmation", name: "alarm", value: true, spoken: requestTexts("en").alarm },
        { kind: "contact", name: "emergencyNumber", value: number, spoken: spokenNumber },
      ],
      say: t.alarm,
      audit: { subject: { kind: "request", id: filed.id }, after: { emergency: kind, place } },
      events: [requestCreated(ctx, filed), EmergencyRaised({ requestId: filed.id, hotelId: ctx.hotelId })],
    };
  },
);
