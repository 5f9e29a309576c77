import { z } from "zod";
import { dateToDb, PlainDate } from "@/server/kernel/dates";
import { Id } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";
import { RoomCleaning } from "./schema";

export const FreeRoomsInput = z
  .object({ roomTypeId: Id, arrival: PlainDate, departure: PlainDate })
  .refine((stay) => stay.departure > stay.arrival, {
    path: ["departure"],
    message: "The departure has to be after the arrival.",
  });

/** Rooms of a type nobody has and no block covers on any of these nights; ready ones first. */
export const freeRooms = defineVerb({
  name: "rooms.free",
  input: FreeRoomsInput,
  output: z.array(
    z.object({
      id: Id,
      number: z.string(),
      floor: z.int(),
      cleaning: RoomCleaning,
      attributes: z.array(z.string()),
    }),
  ),
  permission: "rooms:read",
  effect: "read",
  async run(tx, ctx, { roomTypeId, arrival, departure }) {
    const [from, to] = [dateToDb(arrival), dateToDb(departure)];
    const rooms = await tx.room.findMany({
      where: {
        hotelId: ctx.hotelId,
        roomTypeId,
        archivedAt: null,
        stays: { none: { active: true, arrival: { lt: to }, departure: { gt: from } } },
        blocks: { none: { endedAt: null, firstNight: { lt: to }, endNight: { gt: from } } },
      },
      orderBy: [{ floor: "asc" }, { number: "asc" }],
      select: { id: true, number: true, floor: true, cleaning: true, attributes: true },
    });
    const ready = (cleaning: string) => (cleaning === "inspected" ? 0 : cleaning === "clean" ? 1 : 2);
    return rooms
      .map((room) => ({ ...room, cleaning: RoomCleaning.parse(room.cleaning) }))
      .sort((a, b) => ready(a.cleaning) - ready(b.cleaning));
  },
});
