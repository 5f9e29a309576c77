import { z } from "zod";
import { businessDate, dateFromDb, dateToDb } from "@/server/kernel/dates";
import { defineVerb } from "@/server/verbs/define-verb";
import { ListRoomsInput, RoomBlockKind, RoomCleaning, RoomRow } from "./schema";

/** Every room of the hotel with its state, by floor and number. A hotel has hundreds at most: no paging. */
export const listRooms = defineVerb({
  name: "rooms.list",
  input: ListRoomsInput,
  output: z.array(RoomRow),
  permission: "rooms:read",
  effect: "read",
  expose: ["trpc", "rest"],
  async run(tx, ctx, input) {
    const hotel = await tx.hotel.findFirstOrThrow({ where: { id: ctx.hotelId } });
    const today = dateToDb(businessDate(ctx.deps.clock.now(), hotel.timeZone, hotel.auditHour));
    const rooms = await tx.room.findMany({
      where: {
        hotelId: ctx.hotelId,
        archivedAt: null,
        ...(input.roomTypeId ? { roomTypeId: input.roomTypeId } : {}),
        ...(input.cleaning ? { cleaning: input.cleaning } : {}),
        ...(input.search ? { number: { startsWith: input.search } } : {}),
      },
      orderBy: [{ floor: "asc" }, { number: "asc" }],
      include: {
        roomType: { select: { id: true, code: true, name: true } },
        blocks: {
          where: { endedAt: null, endNight: { gt: today } },
          orderBy: { firstNight: "asc" },
          take: 1,
        },
        stays: {
          where: { active: true, reservation: { is: { status: "checked_in" } } },
          take: 1,
          include: { reservation: { include: { guest: { select: { first: true, last: true } } } } },
        },
      },
    });
    const rows = toRows(rooms);
    return input.blocked === undefined ? rows : rows.filter((row) => (row.block !== null) === input.blocked);
  },
});

interface Loaded {
  id: string;
  number: string;
  floor: number;
  attributes: string[];
  cleaning: string;
  roomType: { id: string; code: string; name: string };
  blocks: { id: string; kind: string; reason: string; firstNight: Date; endNight: Date }[];
  stays: {
    departure: Date;
    reservation: { id: string; code: string; guest: { first: string; last: string } };
  }[];
}

const toRows = (rooms: readonly Loaded[]): RoomRow[] =>
  rooms.map(({ id, number, floor, attributes, cleaning, roomType, blocks, stays }) => {
    const [block] = blocks;
    const [stay] = stays;
    return {
      id,
      number,
      floor,
      attributes,
      roomType,
      cleaning: RoomCleaning.parse(cleaning),
      block: block
        ? {
            id: block.id,
            kind: RoomBlockKind.parse(block.kind),
            reason: block.reason,
            firstNight: dateFromDb(block.firstNight),
            endNight: dateFromDb(block.endNight),
          }
        : null,
      occupant: stay
        ? {
            reservationId: stay.reservation.id,
            code: stay.reservation.code,
            guest: [stay.reservation.guest.last, stay.reservation.guest.first].filter(Boolean).join(", "),
            departure: dateFromDb(stay.departure),
          }
        : null,
    };
  });
