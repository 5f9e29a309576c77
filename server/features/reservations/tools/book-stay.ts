import type { Tx } from "@/server/db";
import { upsertGuest } from "@/server/features/guests";
import {
  loadWorld,
  lockNights,
  placeHold,
  priceChosen,
  reapType,
  roomFor,
} from "@/server/features/inventory";
import { HoldSnapshot, loadStayPolicies } from "@/server/features/rates";
import { fileRequest, requestCreated } from "@/server/features/requests";
import { dateFromDb } from "@/server/kernel/dates";
import { newId } from "@/server/kernel/ids";
import { money } from "@/server/kernel/money";
import type { NewFact, ToolInput } from "@/server/tools";
import { countsPersons } from "@/server/tools/selling";
import { implementTool, refuse, speaking, type ToolCtx, type ToolRefused } from "@/server/verbs/define-tool";
import type { DomainEvent } from "@/server/verbs/events";
import type { AuditNote } from "@/server/verbs/record";
import { GuestNameUnclear, ReservationConfirmed } from "../events";
import { insertReservation } from "../insert-reservation";
import { nameClipOf, spokenSpan } from "../name-clip";
import { type StayTexts, stayTexts } from "../say";

type Input = ToolInput<"book_stay">;
type Hold = Awaited<ReturnType<typeof readHolds>>[number];
interface Booked {
  stay: string;
  code: string;
  reservationId: string;
  roomType: string;
  total: number;
}

/** What a stay handle stands for. A call has one only for what it booked or was verified for. */
export interface StayPayload {
  reservationId: string;
}

export const bookStay = implementTool("book_stay", async (tx, ctx, input) => {
  const t = stayTexts(ctx.call.language);
  const payloads = await Promise.all(
    [...new Set(input.quotes)].map((quote) => ctx.handles.find<{ holdId: string }>(quote)),
  );
  const ids = payloads.flatMap((payload) => (payload ? [payload.holdId] : []));
  if (ids.length !== payloads.length) return refuse({ code: "not_found", field: "quotes", ask: t.quoteGone });
  const wanted = input.guarantee?.kind ?? "none";
  if (wanted !== "none" && !input.guarantee?.paymentRef) {
    return refuse({
      code: "not_allowed",
      field: "guarantee",
      policy: "payment.kinds",
      ask: t.guaranteeNeeded,
    });
  }
  await lockNights(tx, await readHolds(tx, ids));
  const holds = await readHolds(tx, ids);
  if (holds.length !== ids.length) return refuse({ code: "not_found", field: "quotes", ask: t.quoteGone });
  if (holds.some((hold) => hold.status === "consumed"))
    return refuse({ code: "conflict", field: "quotes", ask: t.quoteUsed });
  const twice = input.extrasPerRoom ? undefined : repeatedExtra(holds);
  if (twice) return refuse({ code: "ambiguous", field: "extrasPerRoom", ask: t.extraTwice(twice) });
  const alive = await revive(ctx, holds, t);
  if ("ok" in alive) return alive;
  const guest = await upsertGuest(tx, {
    tenantId: ctx.tenantId,
    hotelId: ctx.hotelId,
    country: ctx.call.hotel.country,
    language: ctx.call.language,
    ...input.guest,
  });
  const booked: Booked[] = [];
  for (const hold of alive) booked.push(...(await consume(ctx, hold, guest.id, input)));
  await tx.call.updateMany({
    where: { id: ctx.call.callId },
    data: {
      guestId: guest.id,
      // Who booked it on this call may speak about it on this call.
      verifiedReservationIds: { push: booked.map((item) => item.reservationId) },
      ...(ctx.call.verification === "otp" ? {} : { verification: "booking" }),
    },
  });
  const done = answer(ctx, booked, alive, input, t);
  if (!input.nameUnclear) return done;
  const codes = booked.map((item) => item.code).join(", ");
  const clip = await nameClipOf(tx, ctx.call.callId);
  const listen = clip ? `Listen to the call from ${spokenSpan(clip)}` : "Listen to the call";
  const task = await fileRequest(tx, ctx, {
    kind: "other",
    summary: `The guest's name for booking ${codes} was not understood. ${listen} and write it in.`,
    urgency: "soon",
    contact: input.guest.phone,
  });
  return { ...done, events: [...(done.events ?? []), requestCreated(ctx, task)] };
});

/** The name of an extra that is the booking's and stands on more than one of its quotes: it would be paid twice. */
function repeatedExtra(holds: readonly Hold[]): string | undefined {
  const seen = new Set<string>();
  for (const { snapshot } of holds) {
    const shared = snapshot.rooms.flatMap((room) => room.extras).filter(({ unit }) => !countsPersons(unit));
    const again = shared.find(({ code }) => seen.has(code));
    if (again) return again.spokenName;
    for (const { code } of shared) seen.add(code);
  }
  return undefined;
}

async function readHolds(tx: Tx, ids: readonly string[]) {
  const rows = await tx.hold.findMany({ where: { id: { in: [...ids] } }, orderBy: { id: "asc" } });
  return rows.map((row) => ({
    ...row,
    arrival: dateFromDb(row.arrival),
    departure: dateFromDb(row.departure),
    snapshot: HoldSnapshot.parse(row.snapshot),
  }));
}

/**
 * Holds that still keep their rooms, whatever the clock says, are as good as new. One that was given up
 * is taken again when the room is still there at the price that was read back; else the guest is asked.
 */
async function revive(ctx: ToolCtx, holds: readonly Hold[], t: StayTexts): Promise<Hold[] | ToolRefused> {
  const now = ctx.deps.clock.now();
  const alive: Hold[] = [];
  for (const hold of holds) {
    if (hold.status === "held") {
      alive.push(hold);
      continue;
    }
    await reapType(ctx.tx, hold.roomTypeId, now);
    const policies = await loadStayPolicies(ctx.tx, ctx.hotelId, ctx.call.today);
    const span = { from: hold.arrival, to: hold.departure, now };
    const world = await loadWorld(ctx.tx, ctx.call.hotel, policies.checkInTime, span);
    const named = hold.snapshot.rooms[0]?.extras ?? [];
    const extras = named.flatMap(({ code, qty }) => {
      const extra = world.catalogue.extras.find((row) => row.code === code);
      return extra ? [{ extra, qty }] : [];
    });
    const priced = priceChosen(world, hold, extras);
    const nights = await lockNights(ctx.tx, [hold]);
    if (roomFor(nights, hold.rooms, true) !== "free" || "blockers" in priced)
      return refuse({ code: "conflict", field: "quotes", ask: t.lapsed });
    if (priced.snapshot.total !== hold.snapshot.total) {
      const total = speaking(ctx).money(money(priced.snapshot.total, hold.currency));
      return refuse({ code: "conflict", field: "quotes", ask: t.repriced(total) });
    }
    const id = newId();
    const again = { ...hold, snapshot: priced.snapshot, now, expiresAt: now };
    const placed = await placeHold(ctx.tx, again, { nights, verified: true }, id);
    if (placed !== "free") throw new Error("Locked nights changed");
    alive.push({ ...hold, id, snapshot: priced.snapshot, status: "held" });
  }
  return alive;
}

/** The hold's rooms become reservations: the database refuses to end up with more or fewer. */
async function consume(ctx: ToolCtx, hold: Hold, guestId: string, input: Input): Promise<Booked[]> {
  const now = ctx.deps.clock.now();
  const { count } = await ctx.tx.hold.updateMany({
    where: { id: hold.id, status: "held" },
    data: { status: "consumed", endedAt: now },
  });
  if (count !== 1) throw new Error("A hold ended while its nights were locked");
  const booked: Booked[] = [];
  for (const snapshot of hold.snapshot.rooms) {
    const { id, code } = await insertReservation(ctx.tx, {
      tenantId: ctx.tenantId,
      hotelId: ctx.hotelId,
      guestId,
      roomTypeId: hold.roomTypeId,
      ratePlanId: hold.ratePlanId,
      snapshot,
      source: "line",
      guarantee: input.guarantee?.kind ?? "none",
      now,
      callId: ctx.call.callId,
      holdId: hold.id,
      ...(input.booker ? { bookerName: input.booker } : {}),
      ...(input.arrivalTime ? { arrivalTime: input.arrivalTime } : {}),
      nameUnclear: input.nameUnclear ?? false,
    });
    if (input.notes) await noteBooking(ctx, id, input.notes);
    const stay = await ctx.handles.reuse("stay", { reservationId: id } satisfies StayPayload);
    booked.push({ stay, code, reservationId: id, roomType: snapshot.roomType.name, total: snapshot.total });
  }
  return booked;
}

const noteBooking = (ctx: ToolCtx, reservationId: string, text: string) =>
  ctx.tx.reservationNote.create({
    data: {
      tenantId: ctx.tenantId,
      id: newId(),
      reservationId,
      kind: "wish",
      text,
      callId: ctx.call.callId,
      createdAt: ctx.deps.clock.now(),
    },
    select: { id: true },
  });

function answer(ctx: ToolCtx, booked: readonly Booked[], holds: readonly Hold[], input: Input, t: StayTexts) {
  const { spoken, call } = ctx;
  const currency = call.hotel.currency;
  const total = money(
    booked.reduce((sum, item) => sum + item.total, 0),
    currency,
  );
  const [first] = booked;
  const [hold] = holds;
  if (!first || !hold) throw new Error("Nothing was booked");
  const own = speaking(ctx);
  const range = own.dateRange(hold.arrival, hold.departure, call.today);
  const codes = booked.map((item) => own.code(item.code));
  const say =
    booked.length === 1
      ? t.booked(first.roomType, range, own.code(first.code), own.money(total))
      : t.bookedSeveral(own.number(booked.length), range, codes.join("; "), own.money(total));
  const facts: NewFact[] = [
    ...booked.map(
      (item): NewFact => ({
        kind: "confirmation",
        subject: item.stay,
        name: "code",
        value: item.code,
        spoken: spoken.code(item.code),
      }),
    ),
    { kind: "price", name: "total", value: total, spoken: spoken.money(total) },
  ];
  const audit: AuditNote[] = booked.map((item) => ({
    subject: { kind: "reservation", id: item.reservationId },
    after: { status: "confirmed", code: item.code, total: item.total, holdIds: holds.map((row) => row.id) },
  }));
  const events: DomainEvent[] = booked.flatMap((item) => [
    ReservationConfirmed({ hotelId: ctx.hotelId, reservationId: item.reservationId }),
    ...(input.nameUnclear
      ? [GuestNameUnclear({ hotelId: ctx.hotelId, reservationId: item.reservationId, callId: call.callId })]
      : []),
  ]);
  return {
    ok: true as const,
    data: {
      stays: booked.map(({ stay, code, roomType, total: amount }) => ({
        stay,
        code,
        roomType,
        total: money(amount, currency),
      })),
      total,
      sent: [],
    },
    facts,
    say,
    next: ["note_on_stay", "save_preference", "end_call"] as const,
    ref: { code: first.code, spoken: spoken.code(first.code) },
    audit,
    events,
  };
}
