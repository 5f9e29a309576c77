import { Prisma, type Tx } from "@/server/db";
import { defineVerb } from "@/server/verbs/define-verb";
import { normalisePhone } from "./contact";
import { GUEST_COUNT_LIMIT, GUEST_PAGE, GuestPage, ListGuestsInput } from "./schema";

const AFTER = "\u{10FFFF}";

/** Guests of the hotel by surname, 50 a page, counted exactly up to 10,000. */
export const listGuests = defineVerb({
  name: "guests.list",
  input: ListGuestsInput,
  output: GuestPage,
  permission: "guests:read",
  effect: "read",
  async run(tx, ctx, { search, page = 1 }) {
    const { country } = await tx.hotel.findFirstOrThrow({
      where: { id: ctx.hotelId },
      select: { country: true },
    });
    const found = await findGuestIds(tx, ctx.hotelId, country, search ?? "", (page - 1) * GUEST_PAGE);
    const rows = await tx.guest.findMany({ where: { id: { in: found.ids } } });
    // Prisma's own count of a relation groups every reservation of the tenant first.
    const counts = await tx.reservation.groupBy({
      by: ["guestId"],
      where: { guestId: { in: found.ids } },
      _count: { _all: true },
    });
    const reservations = new Map(counts.map((count) => [count.guestId, count._count._all]));
    const byId = new Map(rows.map((row) => [row.id, row]));
    return {
      rows: found.ids.flatMap((id) => {
        const row = byId.get(id);
        return row
          ? [{ ...row, reservations: reservations.get(id) ?? 0, createdAt: row.createdAt.toISOString() }]
          : [];
      }),
      page,
      pageSize: GUEST_PAGE,
      total: Math.min(found.total, GUEST_COUNT_LIMIT),
      more: found.total > GUEST_COUNT_LIMIT,
    };
  },
});

/** Prefix ranges on stored folded names: operators that row-level security lets use the index. */
async function findGuestIds(tx: Tx, hotelId: string, country: string, search: string, offset: number) {
  const phone =
    search.replace(/\D/g, "").length >= 4 ? normalisePhone(search, country).value.replace(/[^+\d]/g, "") : "";
  const match =
    search === ""
      ? Prisma.sql`SELECT id, last_folded FROM guest WHERE hotel_id = ${hotelId}::uuid`
      : Prisma.sql`
        SELECT id, last_folded FROM guest WHERE hotel_id = ${hotelId}::uuid
          AND last_folded >= (SELECT fold_name(${search})) AND last_folded < (SELECT fold_name(${search}) || ${AFTER})
        UNION SELECT id, last_folded FROM guest WHERE hotel_id = ${hotelId}::uuid
          AND first_folded >= (SELECT fold_name(${search})) AND first_folded < (SELECT fold_name(${search}) || ${AFTER})
        UNION SELECT id, last_folded FROM guest WHERE ${phone} <> '' AND hotel_id = ${hotelId}::uuid
          AND phone >= ${phone} AND phone < ${phone + AFTER}`;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM (${match}) found ORDER BY last_folded, id LIMIT ${GUEST_PAGE} OFFSET ${offset}`;
  const counted = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (SELECT 1 FROM (${match}) found LIMIT ${GUEST_COUNT_LIMIT + 1}) most`;
  return { ids: rows.map((row) => row.id), total: counted[0]?.total ?? 0 };
}
