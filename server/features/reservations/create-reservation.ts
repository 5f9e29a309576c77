import { upsertGuest } from "@/server/features/guests";
import {
  chooseExtras,
  loadWorld,
  lockNights,
  priceChosen,
  reapType,
  roomFor,
  sellingTexts,
} from "@/server/features/inventory";
import { policiesOn } from "@/server/features/policies";
import { loadStayPolicies } from "@/server/features/rates";
import { addDays, businessDate } from "@/server/kernel/dates";
import { conflict, invalid } from "@/server/kernel/errors";
import { mainLanguage } from "@/server/kernel/in-language";
import { defineVerb } from "@/server/verbs/define-verb";
import { insertNote } from "./add-note";
import { ReservationConfirmed } from "./events";
import { insertReservation } from "./insert-reservation";
import { isRefused, loadReservation } from "./load-stay";
import { isTooLong, LONGEST_STAY } from "./rules";
import { CreateReservationInput, ReservationWritten } from "./schema";
import { resultOf } from "./written";

const NOT_FREE =
  "That room type is not free for these nights and people. Nothing was booked. Choose other nights or another type.";

/** Books a room at the desk, priced like on the phone. Conflict when a night is full or not for sale. */
export const createReservation = defineVerb({
  name: "reservations.create",
  input: CreateReservationInput,
  output: ReservationWritten,
  permission: "reservations:write",
  effect: "write",
  async run(tx, ctx, input) {
    const hotel = await tx.hotel.findFirstOrThrow({ where: { id: ctx.hotelId } });
    const now = ctx.deps.clock.now();
    const today = businessDate(now, hotel.timeZone, hotel.auditHour);
    if (input.departure <= input.arrival)
      throw invalid("departure: The departure has to be after the arrival.");
    if (isTooLong(input)) throw invalid(`departure: Choose at most ${LONGEST_STAY} nights.`);
    if (input.arrival < addDays(today, -1)) throw invalid("arrival: That date has passed.");
    const { line } = await policiesOn(tx, ctx.hotelId, today, ["line"]);
    const policies = await loadStayPolicies(tx, ctx.hotelId, today);
    const world = await loadWorld(tx, hotel, policies.checkInTime, {
      from: input.arrival,
      to: input.departure,
      now,
    });
    const known = {
      extras: world.catalogue.extras,
      checkInTime: policies.checkInTime,
      timeZone: hotel.timeZone,
      now,
    };
    const stay = { ...input, hotelId: ctx.hotelId };
    const extras = await chooseExtras(tx, input.extras ?? [], stay, known, sellingTexts("en"), String);
    if (isRefused(extras)) throw conflict(`Not booked: ${extras.ask}`);
    const priced = priceChosen(world, { ...input, childAges: input.childAges ?? [], rooms: 1 }, extras);
    if ("blockers" in priced) throw conflict(NOT_FREE);
    const [snapshot] = priced.snapshot.rooms;
    if (!snapshot) throw conflict("Nothing was booked. Choose other nights.");
    // Whoever wants the same nights waits from here to the commit. Nights before guests, as everywhere.
    await reapType(tx, input.roomTypeId, now);
    if (roomFor(await lockNights(tx, [input]), 1, true) !== "free") throw conflict(NOT_FREE);
    const country = hotel.country;
    const guest = await upsertGuest(tx, {
      ...given(input.guest),
      tenantId: ctx.tenantId,
      hotelId: ctx.hotelId,
      country,
      language: mainLanguage(line.languages),
    });
    const { id, code } = await insertReservation(tx, {
      tenantId: ctx.tenantId,
      hotelId: ctx.hotelId,
      guestId: guest.id,
      roomTypeId: input.roomTypeId,
      ratePlanId: input.ratePlanId,
      snapshot,
      source: "desk",
      guarantee: "none",
      now,
      ...(input.arrivalTime ? { arrivalTime: input.arrivalTime } : {}),
    });
    if (input.note)
      await insertNote(tx, {
        tenantId: ctx.tenantId,
        reservationId: id,
        kind: "other",
        text: input.note,
        now,
      });
    return {
      result: resultOf(await loadReservation(tx, ctx.hotelId, id)),
      audit: {
        subject: { kind: "reservation", id },
        after: { status: "confirmed", code, total: snapshot.total },
      },
      events: [ReservationConfirmed({ hotelId: ctx.hotelId, reservationId: id })],
    };
  },
});

/** Optional keys are absent, never undefined. */
const given = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
