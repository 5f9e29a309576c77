import type { z } from "zod";
import { Prisma, type Tx } from "@/server/db";
import { normalisePhone } from "@/server/features/guests";
import { addDays, businessDate, dateFromDb, dateToDb, nightsBetween } from "@/server/kernel/dates";
import { normaliseCode } from "@/server/kernel/ids";
import { fromDb, money } from "@/server/kernel/money";
import { defineVerb } from "@/server/verbs/define-verb";
import { LONGEST_STAY } from "./rules";
import { COUNT_LIMIT, ListReservationsInput, PAGE_SIZE, ReservationPage, ReservationStatus } from "./schema";

type Filter = z.output<typeof ListReservationsInput>;

/** Reservations of the hotel, 50 a page, counted exactly up to 10,000. */
export const listReservations = defineVerb({
  name: "reservations.list",
  input: ListReservationsInput,
  output: ReservationPage,
  permission: "reservations:read",
  effect: "read",
  async run(tx, ctx, filter) {
    const hotel = await tx.hotel.findFirstOrThrow({ where: { id: ctx.hotelId } });
    const today = filter.date ?? businessDate(ctx.deps.clock.now(), hotel.timeZone, hotel.auditHour);
    const found = filter.search ? await searchIds(tx, ctx.hotelId, hotel.country, filter.search) : null;
    const where = whereOf(ctx.hotelId, filter, today, found);
    const page = filter.page ?? 1;
    const [rows, counted] = await Promise.all([
      tx.reservation.findMany({
        where,
        orderBy: orderOf(filter.sort),
        skip: (page - 1) * PAGE_SIZE,
        take: PAGE_SIZE,
        include: rowInclude,
      }),
      tx.reservation.count({ where, take: COUNT_LIMIT + 1 }),
    ]);
    return {
      rows: rows.map(toRow),
      page,
      pageSize: PAGE_SIZE,
      total: Math.min(counted, COUNT_LIMIT),
      more: counted > COUNT_LIMIT,
    };
  },
});

export const rowInclude = {
  guest: true,
  roomType: true,
  stays: { where: { active: true }, include: { room: true }, orderBy: { arrival: "desc" } },
} as const satisfies Prisma.ReservationInclude;
type Row = Prisma.ReservationGetPayload<{ include: typeof rowInclude }>;

export const toRow = (row: Row) => ({
  id: row.id,
  code: row.code,
  status: ReservationStatus.parse(row.status),
  guest: { id: row.guest.id, first: row.guest.first, last: row.guest.last, phone: row.guest.phone },
  arrival: dateFromDb(row.arrival),
  departure: dateFromDb(row.departure),
  nights: nightsBetween(dateFromDb(row.arrival), dateFromDb(row.departure)),
  adults: row.adults,
  children: row.childAges.length,
  roomType: { id: row.roomType.id, code: row.roomType.code, name: row.roomType.name },
  room: row.stays[0]?.room.number ?? null,
  total: money(fromDb(row.total), row.currency),
  source: row.source,
  callId: row.callId,
  nameUnclear: row.nameUnclear,
  arrivalTime: row.arrivalTime,
  createdAt: row.createdAt.toISOString(),
});

function whereOf(hotelId: string, filter: Filter, today: string, found: readonly string[] | null) {
  const day = dateToDb(today);
  const views: Record<NonNullable<Filter["view"]>, Prisma.ReservationWhereInput> = {
    all: {},
    arriving: { arrival: day, status: { in: ["confirmed", "held", "checked_in"] } },
    in_house: { status: "checked_in" },
    departing: { departure: day, status: { in: ["checked_in", "checked_out"] } },
    held: { status: { in: ["held", "requested"] } },
  };
  const and: Prisma.ReservationWhereInput[] = [{ hotelId }, views[filter.view ?? "all"]];
  if (filter.status?.length) and.push({ status: { in: filter.status } });
  if (filter.from) {
    and.push({ departure: { gt: dateToDb(filter.from) } });
    // No stay is longer, so what arrived earlier has left. Dates that would fall before year 1 have no such end.
    if (filter.from >= "0100") and.push({ arrival: { gte: dateToDb(addDays(filter.from, -LONGEST_STAY)) } });
  }
  if (filter.to) and.push({ arrival: { lte: dateToDb(filter.to) } });
  if (found) and.push({ id: { in: [...found] } });
  return { AND: and } satisfies Prisma.ReservationWhereInput;
}

function orderOf(sort: Filter["sort"]): Prisma.ReservationOrderByWithRelationInput[] {
  const key = sort ?? "arrival";
  const direction = key.startsWith("-") ? "desc" : "asc";
  const field = key.replace("-", "");
  if (field === "departure") return [{ departure: direction }, { id: direction }];
  if (field === "created") return [{ createdAt: direction }, { id: direction }];
  return [{ arrival: direction }, { id: direction }];
}

/** The largest character sorts after every name that begins like this. */
const AFTER = "\u{10FFFF}";
const MOST_HITS = 1_000;

/** Reservations whose guest's name, number or code begins like this. Each branch has an index RLS lets be used. */
async function searchIds(tx: Tx, hotelId: string, country: string, text: string): Promise<string[]> {
  const words = text.split(/\s+/);
  const code = normaliseCode(text);
  const digits = text.replace(/\D/g, "");
  const phone = digits.length >= 4 ? normalisePhone(text, country).value.replace(/[^+\d]/g, "") : "";
  // "Lindqvist, Anna" as the list writes it; else the last word is the surname, or all of it is.
  const [surname = "", given] = text.split(",", 2).map((part) => part.trim());
  const listed = given !== undefined;
  const first = listed ? given : words.slice(0, -1).join(" ");
  const last = startsLike(Prisma.sql`g.last_folded`, listed ? surname : (words.at(-1) ?? ""));
  const branches = [
    byGuest(hotelId, first ? Prisma.sql`${last} AND ${startsLike(Prisma.sql`g.first_folded`, first)}` : last),
    byGuest(hotelId, startsLike(Prisma.sql`g.first_folded`, text)),
    ...(first && !listed ? [byGuest(hotelId, startsLike(Prisma.sql`g.last_folded`, text))] : []),
    ...(phone ? [byGuest(hotelId, Prisma.sql`g.phone >= ${phone} AND g.phone < ${phone + AFTER}`)] : []),
    ...(code ? [byCode(hotelId, code)] : []),
  ];
  const rows = await tx.$queryRaw<{ id: string }[]>(Prisma.join(branches, " UNION "));
  return rows.map((row) => row.id);
}

/** Folded in a scalar subquery: an end that comes from a join keeps the range off the index. */
const startsLike = (column: Prisma.Sql, text: string): Prisma.Sql =>
  Prisma.sql`${column} >= (SELECT fold_name(${text})) AND ${column} < (SELECT fold_name(${text}) || ${AFTER})`;

const byGuest = (hotelId: string, matches: Prisma.Sql): Prisma.Sql => Prisma.sql`
  (SELECT r.id FROM guest g JOIN reservation r ON r.tenant_id = g.tenant_id AND r.guest_id = g.id
    WHERE g.hotel_id = ${hotelId}::uuid AND ${matches} LIMIT ${MOST_HITS})`;

const byCode = (hotelId: string, code: string): Prisma.Sql => Prisma.sql`
  (SELECT id FROM reservation WHERE hotel_id = ${hotelId}::uuid AND code >= ${code} AND code < ${code + AFTER}
    LIMIT ${MOST_HITS})`;
