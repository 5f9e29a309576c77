import { loadStayPolicies } from "@/server/features/rates";
import { implementTool, speaking } from "@/server/verbs/define-tool";
import { insertNote } from "../add-note";
import { ReservationNoted } from "../events";
import { isRefused, stayOf } from "../load-stay";
import { stayTexts } from "../say";

export const noteOnStay = implementTool("note_on_stay", async (tx, ctx, input) => {
  const t = stayTexts(ctx.call.language);
  const reservation = await stayOf(ctx, input.stay);
  if (isRefused(reservation)) return reservation;
  const policies = await loadStayPolicies(tx, ctx.hotelId, ctx.call.today);
  const late = input.kind === "late_arrival";
  const until = late && reservation.guarantee === "none" ? policies.holdRoomUntil : undefined;
  const note = { tenantId: ctx.tenantId, reservationId: reservation.id, kind: input.kind, text: input.text };
  const id = await insertNote(tx, { ...note, callId: ctx.call.callId, now: ctx.deps.clock.now() });
  if (late && input.time)
    await tx.reservation.updateMany({ where: { id: reservation.id }, data: { arrivalTime: input.time } });
  const say = until
    ? t.notedHeld(speaking(ctx).time(until))
    : late && input.time
      ? t.notedArrival(speaking(ctx).time(input.time))
      : t.noted;
  return {
    ok: true,
    data: { kind: input.kind, text: input.text, ...(until ? { heldUntil: until } : {}) },
    facts: until
      ? [
          {
            kind: "policy",
            subject: input.stay,
            name: "heldUntil",
            value: until,
            spoken: ctx.spoken.time(until),
          },
        ]
      : [],
    say,
    next: ["end_call"],
    ref: { code: reservation.code, spoken: ctx.spoken.code(reservation.code) },
    audit: { subject: { kind: "reservation", id: reservation.id }, after: { noteId: id, kind: input.kind } },
    events: [ReservationNoted({ hotelId: ctx.hotelId, reservationId: reservation.id })],
  };
});
