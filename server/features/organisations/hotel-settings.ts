import { z } from "zod";
import { forgetIdentity } from "@/server/auth/sessions";
import type { Tx } from "@/server/db";
import { conflict, notFound } from "@/server/kernel/errors";
import { defineVerb } from "@/server/verbs/define-verb";
import { HotelChanged } from "./events";
import { Hotel, HotelSettings } from "./schema";

async function readHotel(tx: Tx, tenantId: string, id: string): Promise<Hotel> {
  const hotel = await tx.hotel.findUnique({
    where: { tenantId_id: { tenantId, id } },
    select: {
      id: true,
      slug: true,
      name: true,
      timeZone: true,
      country: true,
      currency: true,
      locale: true,
      auditHour: true,
      archivedAt: true,
    },
  });
  if (!hotel || hotel.archivedAt) throw notFound("This hotel");
  const { archivedAt: _, ...rest } = hotel;
  return rest;
}

/** The settings of the hotel in hand. */
export const getHotel = defineVerb({
  name: "organisations.getHotel",
  input: z.void(),
  output: Hotel,
  permission: "settings:read",
  effect: "read",
  run: (tx, ctx) => readHotel(tx, ctx.tenantId, ctx.hotelId),
});

/**
 * Changes the settings of the hotel in hand. `was` is what the form showed: when somebody changed the
 * settings meanwhile nothing is written and it throws `conflict`.
 */
export const updateHotel = defineVerb({
  name: "organisations.updateHotel",
  input: z.object({ was: HotelSettings, settings: HotelSettings }),
  output: Hotel,
  permission: "settings:write",
  effect: "write",
  async run(tx, ctx, { was, settings }) {
    const before = await readHotel(tx, ctx.tenantId, ctx.hotelId);
    const { count } = await tx.hotel.updateMany({ where: { id: ctx.hotelId, ...was }, data: settings });
    if (count === 0) {
      throw conflict(
        "Somebody changed these settings a moment ago. Yours were not saved. Reload to see theirs.",
      );
    }
    forgetIdentity(ctx.deps.system);
    const after = { ...before, ...settings };
    return {
      result: after,
      audit: { subject: { kind: "hotel", id: ctx.hotelId }, before, after },
      events: [HotelChanged({ hotelId: ctx.hotelId })],
    };
  },
});
