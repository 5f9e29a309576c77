import { withAdmin } from "@/scripts/lib/postgres/roles";
import { dateFromDb, dateToDb } from "@/server/kernel/dates";
import type { TestHotel, World } from "./hotel";

/** The counters of a type for the nights in [from, to). */
export const counters = (world: World, hotel: TestHotel, code: string, from: string, to: string) =>
  world.db.withTenant(hotel.tenantId, async (db) => {
    const rows = await db.inventoryNight.findMany({
      where: { roomTypeId: hotel.types[code] ?? "", night: { gte: dateToDb(from), lt: dateToDb(to) } },
      orderBy: { night: "asc" },
    });
    return rows.map((row) => ({
      night: dateFromDb(row.night),
      capacity: row.capacity,
      outOfOrder: row.outOfOrder,
      held: row.held,
      sold: row.sold,
    }));
  });

/**
 * Nights on which a counter is not what rooms, blocks, holds and reservations add up to, seen past RLS.
 * Always none.
 */
export async function wrongCounters(world: World): Promise<unknown[]> {
  return withAdmin(world.database.adminUrl, async (admin) => {
    const { rows } = await admin.query(`
      SELECT * FROM (
        SELECT n.night::text, n.room_type_id, n.capacity, n.out_of_order, n.held, n.sold,
          (SELECT count(*)::int FROM room r WHERE r.room_type_id = n.room_type_id AND r.archived_at IS NULL) AS rooms,
          (SELECT count(*)::int FROM room_block b JOIN room r ON r.id = b.room_id AND r.archived_at IS NULL
            WHERE r.room_type_id = n.room_type_id AND b.ended_at IS NULL AND b.kind = 'out_of_order'
              AND b.first_night <= n.night AND b.end_night > n.night) AS blocked,
          (SELECT coalesce(sum(h.rooms), 0)::int FROM hold h WHERE h.room_type_id = n.room_type_id
            AND h.status = 'held' AND h.arrival <= n.night AND h.departure > n.night) AS kept,
          (SELECT count(*)::int FROM reservation r WHERE r.room_type_id = n.room_type_id
            AND r.status IN ('held', 'confirmed', 'checked_in', 'checked_out')
            AND r.arrival <= n.night AND r.departure > n.night) AS booked
        FROM inventory_night n) seen
      WHERE (capacity, out_of_order, held, sold) IS DISTINCT FROM (rooms, blocked, kept, booked)`);
    return rows;
  });
}
