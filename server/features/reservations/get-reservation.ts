import { businessDate, dateFromDb } from "@/server/kernel/dates";
import { fromDb, money } from "@/server/kernel/money";
import { defineVerb } from "@/server/verbs/define-verb";
import { toRow } from "./list-reservations";
import { loadReservation } from "./load-stay";
import { nameClipOf } from "./name-clip";
import { hasNoRoom } from "./room-state";
import { ReservationDetail, ReservationTarget } from "./schema";

const HISTORY = 200;

/** One reservation with guest, agreed price, rooms, notes and everything that was done to it. */
export const getReservation = defineVerb({
  name: "reservations.get",
  input: ReservationTarget.pick({ reservationId: true }),
  output: ReservationDetail,
  permission: "reservations:read",
  effect: "read",
  async run(tx, ctx, { reservationId }) {
    const reservation = await loadReservation(tx, ctx.hotelId, reservationId);
    const hotel = await tx.hotel.findFirstOrThrow({ where: { id: ctx.hotelId } });
    const today = businessDate(ctx.deps.clock.now(), hotel.timeZone, hotel.auditHour);
    const history = await tx.auditEntry.findMany({
      where: { subjectKind: "reservation", subjectId: reservationId },
      orderBy: [{ at: "asc" }, { id: "asc" }],
      take: HISTORY,
      select: { id: true, at: true, action: true, actorKind: true, actorId: true, before: true, after: true },
    });
    const stays = await tx.roomStay.findMany({
      where: { reservationId },
      include: { room: true },
      orderBy: { createdAt: "asc" },
    });
    const { snapshot, ratePlan, arrival, departure, ...row } = reservation;
    const dates = { arrival: new Date(arrival), departure: new Date(departure) };
    return {
      ...toRow({ ...row, ...dates, snapshot: {}, stays: row.stays }),
      snapshot,
      ratePlan: { id: ratePlan.id, code: ratePlan.code, name: ratePlan.name },
      guarantee: row.guarantee,
      bookerName: row.bookerName,
      cancelFee: row.cancelFee === null ? null : money(fromDb(row.cancelFee), row.currency),
      version: row.version,
      nameClip: row.nameUnclear && row.callId ? await nameClipOf(tx, row.callId) : null,
      noRoom: await hasNoRoom(tx, reservation, today),
      stays: stays.map((stay) => ({
        id: stay.id,
        roomId: stay.roomId,
        room: stay.room.number,
        arrival: dateFromDb(stay.arrival),
        departure: dateFromDb(stay.departure),
        active: stay.active,
      })),
      notes: row.notes.map((note) => ({
        id: note.id,
        kind: note.kind,
        text: note.text,
        callId: note.callId,
        at: note.createdAt.toISOString(),
      })),
      history: history.map((entry) => ({ ...entry, at: entry.at.toISOString() })),
    };
  },
});
