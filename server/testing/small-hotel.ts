import type { TenantDb } from "@/server/db";
import { newId } from "@/server/kernel/ids";

export interface SmallHotel {
  tenantId: string;
  hotelId: string;
  slug: string;
}

/** An organisation with one bare hotel: for tests that need a place and nothing in it. */
export async function makeHotel(
  db: TenantDb,
  over: { timeZone?: string; country?: string } = {},
): Promise<SmallHotel> {
  const tenantId = newId();
  const hotelId = newId();
  const slug = `h-${hotelId.slice(-8)}`;
  await db.transaction(tenantId, async (tx) => {
    await tx.organisation.create({ data: { id: tenantId, name: "Test house" } });
    await tx.hotel.create({
      data: {
        tenantId,
        id: hotelId,
        slug,
        name: "Test House",
        timeZone: over.timeZone ?? "Europe/Oslo",
        country: over.country ?? "NO",
        currency: "EUR",
      },
    });
  });
  return { tenantId, hotelId, slug };
}
