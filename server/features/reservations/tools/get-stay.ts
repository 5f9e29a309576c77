import { nightsBetween } from "@/server/kernel/dates";
import { fromDb, money } from "@/server/kernel/money";
import type { NewFact } from "@/server/tools";
import { implementTool, speaking } from "@/server/verbs/define-tool";
import { dated, dateFact, priceFact } from "../facts";
import { isRefused, stayOf } from "../load-stay";
import { hasNoRoom, roomReady } from "../room-state";
import { stayTexts } from "../say";

export const getStay = implementTool("get_stay", async (tx, ctx, { stay }) => {
  const t = stayTexts(ctx.call.language);
  const reservation = await stayOf(ctx, stay);
  if (isRefused(reservation)) return reservation;
  const { today } = ctx.call;
  const noRoom = await hasNoRoom(tx, reservation, today);
  const ready = roomReady(reservation, today);
  const total = money(fromDb(reservation.total), reservation.currency);
  const range = speaking(ctx).dateRange(reservation.arrival, reservation.departure, today);
  const people = speaking(ctx).party(reservation.adults, reservation.childAges.length);
  const status = t.status[reservation.status];
  const requested = reservation.notes.filter((note) => note.kind === "wish").map((note) => note.text);
  const facts: NewFact[] = [
    dateFact(ctx, stay, "arrival", reservation.arrival),
    dateFact(ctx, stay, "departure", reservation.departure),
    priceFact(ctx, stay, "total", total),
    { kind: "confirmation", subject: stay, name: "status", value: reservation.status, spoken: status },
    {
      kind: "confirmation",
      subject: stay,
      name: "code",
      value: reservation.code,
      spoken: ctx.spoken.code(reservation.code),
    },
    {
      kind: "attribute",
      subject: stay,
      name: "roomType",
      value: reservation.snapshot.roomType.name,
      spoken: reservation.snapshot.roomType.name,
    },
  ];
  return {
    ok: true,
    data: {
      stay,
      status: reservation.status,
      guest: `${reservation.guest.first} ${reservation.guest.last}`.trim(),
      arrival: dated(reservation.arrival),
      departure: dated(reservation.departure),
      nights: nightsBetween(reservation.arrival, reservation.departure),
      adults: reservation.adults,
      childAges: reservation.childAges,
      roomType: reservation.snapshot.roomType.name,
      extras: reservation.snapshot.extras.map((extra) => ({ name: extra.spokenName, qty: extra.qty })),
      total,
      guaranteed: reservation.snapshot.guaranteed,
      requested,
      decidedAtCheckIn: reservation.stays.length > 0 ? [] : [t.roomNumber],
      ...(ready === undefined ? {} : { roomReady: ready }),
      noRoom,
    },
    facts,
    say: noRoom ? t.noRoom : t.stay(reservation.snapshot.roomType.name, range, people, status),
    next: noRoom ? ["preview_relocation"] : ["preview_change", "preview_cancel", "note_on_stay"],
  };
});
