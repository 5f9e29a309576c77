import { policyValues } from "@/server/features/policies";
import { dateToDb, instantAt, weekdayOf } from "@/server/kernel/dates";
import { newCode, newId } from "@/server/kernel/ids";
import { implementTool, refuse, speaking } from "@/server/verbs/define-tool";
import { WakeupChanged } from "../events";
import { nameDoesNotFit } from "../room-name";
import { requestTexts } from "./say";
import { askGuest } from "./wakeup-check";

/** Sets a wake-up call, or moves the one the room has on that day. */
export const setWakeup = implementTool(
  "set_wakeup",
  async (tx, ctx, { room, name, date, time, secondCall }) => {
    const t = requestTexts(ctx.call.language);
    const policy = await policyValues(tx, ctx.hotelId, "wakeup", ctx.call.today);
    const { earliest, latest } = policy;
    const own = speaking(ctx);
    if ((earliest && time < earliest) || (latest && time > latest)) {
      const ask = t.wakeupTooEarly(own.time(earliest ?? "00:00"), own.time(latest ?? "23:59"));
      return refuse({ code: "unavailable", field: "time", ask, policy: "wakeup" });
    }
    if (instantAt(date, time, ctx.call.hotel.timeZone) <= ctx.deps.clock.now()) {
      return refuse({ code: "missing", field: "time", ask: t.wakeupPast });
    }
    const where = { hotelId: ctx.hotelId, room, date: dateToDb(date), status: "set" };
    const before = await tx.wakeupCall.findFirst({ where, select: { guestName: true, time: true } });
    const earlier = await tx.wakeupCall.updateMany({ where, data: { status: "cancelled" } });
    const nameMismatch = await nameDoesNotFit(tx, ctx.hotelId, room, name);
    const asks = before
      ? await askGuest(tx, ctx, { room, date, name, nameMismatch }, before, `replaced by one at ${time}`)
      : [];
    const id = newId();
    const code = newCode(4);
    await tx.wakeupCall.create({
      data: {
        tenantId: ctx.tenantId,
        id,
        hotelId: ctx.hotelId,
        room,
        guestName: name,
        date: dateToDb(date),
        time,
        secondCall: secondCall ?? false,
        ref: code,
        nameMismatch,
        callId: ctx.call.callId,
        createdAt: ctx.deps.clock.now(),
      },
      select: { id: true },
    });
    const ref = { code, spoken: ctx.spoken.code(code) };
    const day = ctx.spoken.date(date, ctx.call.today);
    const clock = ctx.spoken.time(time);
    return {
      ok: true,
      data: {
        at: { date, weekday: weekdayOf(date) },
        time,
        replaced: earlier.count > 0,
        ...(policy.noAnswer ? { noAnswer: policy.noAnswer } : {}),
      },
      facts: [
        { kind: "date", name: "date", value: { date, weekday: weekdayOf(date) }, spoken: day },
        { kind: "time", name: "time", value: time, spoken: clock },
        { kind: "confirmation", name: "wakeup", value: code, spoken: ref.spoken },
      ],
      say: t.wakeup(
        own.date(date, ctx.call.today),
        own.time(time),
        own.digits(room) || room,
        earlier.count > 0,
        own.code(code),
      ),
      next: ["cancel_wakeup"],
      ref,
      audit: { subject: { kind: "wakeup", id }, after: { room, date, time } },
      events: [WakeupChanged({ wakeupId: id, hotelId: ctx.hotelId }), ...asks],
    };
  },
);

/** Cancels a room's wake-up call of a day. */
export const cancelWakeup = implementTool("cancel_wakeup", async (tx, ctx, { room, name, date }) => {
  const t = requestTexts(ctx.call.language);
  const where = { hotelId: ctx.hotelId, room, date: dateToDb(date), status: "set" };
  const wakeup = await tx.wakeupCall.findFirst({
    where,
    select: { id: true, guestName: true, time: true },
  });
  if (!wakeup) return refuse({ code: "not_found", field: "date", ask: t.noWakeup });
  await tx.wakeupCall.updateMany({ where, data: { status: "cancelled" } });
  const nameMismatch = await nameDoesNotFit(tx, ctx.hotelId, room, name);
  const asks = await askGuest(tx, ctx, { room, date, name, nameMismatch }, wakeup, "cancelled");
  return {
    ok: true,
    data: { cancelled: true },
    facts: [
      { kind: "confirmation", name: "cancelled", value: true, spoken: requestTexts("en").wakeupCancelled },
    ],
    say: t.wakeupCancelled,
    audit: {
      subject: { kind: "wakeup", id: wakeup.id },
      before: { status: "set" },
      after: { status: "cancelled" },
    },
    events: [WakeupChanged({ wakeupId: wakeup.id, hotelId: ctx.hotelId }), ...asks],
  };
});
