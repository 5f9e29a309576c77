import { z } from "zod";
import { defineVerb } from "@/server/verbs/define-verb";
import { RoomTypeRow } from "./schema";

/** The hotel's room types in their order, with how many rooms each has. */
export const listRoomTypes = defineVerb({
  name: "rooms.listTypes",
  input: z.object({}),
  output: z.array(RoomTypeRow),
  permission: "rooms:read",
  effect: "read",
  expose: ["trpc", "rest"],
  async run(tx, ctx) {
    const types = await tx.roomType.findMany({
      where: { hotelId: ctx.hotelId, archivedAt: null },
      orderBy: [{ sortOrder: "asc" }, { id: "asc" }],
      include: { _count: { select: { rooms: { where: { archivedAt: null } } } } },
    });
    return types.map(({ _count, ...type }) => ({ ...type, rooms: _count.rooms }));
  },
});
