import type { TenantDb } from "@/server/db";
import type { Catalogue, RatePlanRow, RoomTypeRow } from "@/server/features/rates";
import { ARTICLES } from "./articles";
import { insertAll } from "./bulk";
import type { Calendar } from "./calendar";
import { type HouseSpec, isClosed, isNewYear, nightPrice, type PlanSpec, type TypeSpec } from "./house";
import { policiesFor } from "./policies";
import { Rng } from "./random";
import type { StayBook } from "./stays";

export interface BuiltRoom {
  id: string;
  number: string;
  floor: number;
}
export interface BuiltType {
  id: string;
  spec: TypeSpec;
  row: RoomTypeRow;
  rooms: BuiltRoom[];
}
export interface BuiltPlan {
  id: string;
  spec: PlanSpec;
  row: RatePlanRow;
}
/** A hotel as the seed built it: what later files price and sell. */
export interface House {
  tenantId: string;
  hotelId: string;
  spec: HouseSpec;
  types: BuiltType[];
  plans: BuiltPlan[];
  catalogue: Catalogue;
}

/** Makes ids and catalogue rows of a house; writes nothing. */
export function planHouse(spec: HouseSpec, tenantId: string, rng: Rng, born: Date): House {
  const types = spec.types.map((item, sortOrder): BuiltType => {
    const id = rng.id(born);
    const { rooms: _rooms, price: _price, description: _text, ...row } = item;
    return { id, spec: item, row: { id, sortOrder, ...row }, rooms: [] };
  });
  const plans = spec.plans.map((item, sortOrder): BuiltPlan => {
    const id = rng.id(born);
    const { share: _share, ...row } = item;
    return { id, spec: item, row: { id, sortOrder, ...row } };
  });
  const wanted = types.flatMap((type) => Array.from({ length: type.spec.rooms }, () => type));
  const perFloor = Math.ceil(wanted.length / spec.floors);
  wanted.forEach((type, i) => {
    // Dealt over the floors, so that every floor has something of every type.
    const floor = (i % spec.floors) + 1;
    const place = Math.floor(i / spec.floors) + 1;
    if (place <= perFloor) {
      type.rooms.push({ id: rng.id(born), number: `${floor}${String(place).padStart(2, "0")}`, floor });
    }
  });
  const extras = spec.extras.map((item) => ({ id: rng.id(born), ...item }));
  const catalogue = {
    types: types.map((t) => t.row),
    plans: plans.map((p) => p.row),
    extras,
    taxes: spec.taxes,
  };
  return { tenantId, hotelId: rng.id(born), spec, types, plans, catalogue };
}

export interface Window {
  /** Days from today, the second one exclusive. */
  from: number;
  until: number;
}

/** Writes the house: hotel, number, types, rooms, inventory, plans, rates, extras, taxes, policies, articles. */
export async function writeHouse(
  db: TenantDb,
  house: House,
  book: StayBook,
  calendar: Calendar,
  window: Window,
): Promise<void> {
  const { tenantId, hotelId, spec } = house;
  const rng = new Rng(window.until);
  const born = calendar.at(window.from - 1, 9);
  const own = { tenantId, hotelId };
  await db.transaction(
    tenantId,
    async (tx) => {
      const { slug, name, timeZone, country, currency } = spec;
      await tx.hotel.create({
        data: {
          tenantId,
          id: hotelId,
          slug,
          name,
          timeZone,
          country,
          currency,
          auditHour: calendar.auditHour,
          createdAt: born,
        },
      });
      await tx.phoneNumber.create({ data: { ...own, id: rng.id(born), e164: spec.number, createdAt: born } });
      await tx.roomType.createMany({
        data: house.types.map(({ id, spec: { rooms: _r, price: _p, ...type } }, sortOrder) => ({
          ...own,
          id,
          ...type,
          sortOrder,
          createdAt: born,
        })),
      });
      await tx.room.createMany({
        data: house.types.flatMap((type) =>
          type.rooms.map((room, i) => ({
            ...own,
            ...room,
            roomTypeId: type.id,
            attributes:
              type.spec.code === "CD" && room.floor === 1 && i < 24 ? ["step_free", "roll_in_shower"] : [],
            cleaning: "inspected",
            createdAt: born,
          })),
        ),
      });
      await tx.ratePlan.createMany({
        data: house.plans.map(({ id, row: { id: _id, ...plan } }) => ({
          ...own,
          id,
          ...plan,
          includes: [...plan.includes],
        })),
      });
      await tx.extra.createMany({
        data: house.catalogue.extras.map((extra) => ({ ...own, ...extra, price: BigInt(extra.price) })),
      });
      await tx.tax.createMany({
        data: house.catalogue.taxes.map((tax) => ({
          ...own,
          id: rng.id(born),
          ...tax,
          value: BigInt(tax.value),
        })),
      });
      await tx.policyVersion.createMany({
        data: Object.entries(policiesFor(spec)).map(([area, values]) => ({
          ...own,
          id: rng.id(born),
          area,
          values,
          validFrom: calendar.db(window.from - 1),
          changedBy: "set-up",
          createdAt: born,
        })),
      });
      const blocks = book.blocks.map(({ room, kind, reason, from, until }) => {
        const createdAt = calendar.past(from, 8);
        return {
          tenantId,
          id: rng.id(createdAt),
          roomId: room.id,
          kind,
          reason,
          firstNight: calendar.db(from),
          endNight: calendar.db(until),
          createdAt,
        };
      });
      // Before the nights are made: each is then counted once, not once a block.
      await tx.roomBlock.createMany({ data: blocks });
      for (const { id } of house.types) {
        await tx.$executeRaw`SELECT inventory_materialise(${tenantId}::uuid, ${id}::uuid,
        ${calendar.date(window.from)}::text::date, ${calendar.date(window.until)}::text::date)`;
      }
    },
    60_000,
  );
  await insertAll(db, tenantId, "nightly_rate", nightlyRates(house, calendar, window), 5_000);
}

function nightlyRates(house: House, calendar: Calendar, { from, until }: Window) {
  const days = Array.from({ length: until - from }, (_, i) => from + i);
  return house.types.flatMap((type) =>
    house.plans.flatMap((plan) =>
      days.map((day) => ({
        tenantId: house.tenantId,
        roomTypeId: type.id,
        ratePlanId: plan.id,
        night: calendar.db(day),
        price: BigInt(nightPrice(calendar, type.spec, plan.spec, day)),
        minNights: isNewYear(calendar, day) ? 3 : 1,
        closed: isClosed(calendar, day),
        // Nobody moves in or out in the New Year's night.
        closedToArrival: calendar.month(day) === 12 && calendar.dayOfMonth(day) === 31,
        closedToDeparture: calendar.month(day) === 1 && calendar.dayOfMonth(day) === 1,
      })),
    ),
  );
}

export async function writeArticles(db: TenantDb, house: House, calendar: Calendar, rng: Rng): Promise<void> {
  const { tenantId, hotelId } = house;
  const data = ARTICLES.map(({ days, ...article }, i) => {
    const written = calendar.at(-200 + i * 6, 11);
    const dates = days ? { validFrom: calendar.db(days[0]), validTo: calendar.db(days[1]) } : {};
    return {
      tenantId,
      hotelId,
      id: rng.id(written),
      ...article,
      ...dates,
      reviewedOn: calendar.db(-i * 3),
      createdAt: written,
      updatedAt: written,
    };
  });
  await db.transaction(tenantId, (tx) => tx.knowledgeArticle.createMany({ data }));
}
