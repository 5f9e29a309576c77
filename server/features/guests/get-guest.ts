import { z } from "zod";
import { dateFromDb } from "@/server/kernel/dates";
import { notFound } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import { fromDb, money } from "@/server/kernel/money";
import { defineVerb } from "@/server/verbs/define-verb";
import { GuestDetail } from "./schema";

const RECENT = 50;

/** One guest with wishes, stays and calls, newest first. */
export const getGuest = defineVerb({
  name: "guests.get",
  input: z.object({ guestId: Id }),
  output: GuestDetail,
  permission: "guests:read",
  effect: "read",
  async run(tx, ctx, { guestId }) {
    const guest = await tx.guest.findFirst({
      where: { id: guestId, hotelId: ctx.hotelId },
      include: {
        preferences: { orderBy: { key: "asc" } },
        reservations: {
          orderBy: [{ arrival: "desc" }, { id: "desc" }],
          take: RECENT,
          include: { roomType: true },
        },
        calls: { orderBy: [{ startedAt: "desc" }, { id: "desc" }], take: RECENT },
        _count: { select: { reservations: true } },
      },
    });
    if (!guest) throw notFound("The guest");
    return {
      ...guest,
      createdAt: guest.createdAt.toISOString(),
      reservations: guest._count.reservations,
      stays: guest.reservations.map((row) => ({
        id: row.id,
        code: row.code,
        status: row.status,
        arrival: dateFromDb(row.arrival),
        departure: dateFromDb(row.departure),
        roomType: row.roomType.name,
        total: money(fromDb(row.total), row.currency),
      })),
      calls: guest.calls.map((call) => ({
        id: call.id,
        startedAt: call.startedAt.toISOString(),
        outcome: call.outcome,
      })),
    };
  },
});
