import { z } from "zod";
import { isUniqueViolation } from "@/server/db";
import { conflict, notFound } from "@/server/kernel/errors";
import { Id, newId } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";
import { RoomChanged } from "./events";
import { RoomFields } from "./schema";

/** Adds a physical room. From then on it can be sold. Conflict when the number is taken. */
export const createRoom = defineVerb({
  name: "rooms.create",
  input: RoomFields,
  output: z.object({ id: Id }),
  permission: "rooms:write",
  effect: "write",
  async run(tx, ctx, fields) {
    const type = await tx.roomType.findFirst({
      where: { id: fields.roomTypeId, hotelId: ctx.hotelId, archivedAt: null },
      select: { id: true },
    });
    if (!type) throw notFound("This room type");
    const id = newId();
    try {
      await tx.room.create({
        data: { tenantId: ctx.tenantId, id, hotelId: ctx.hotelId, ...fields },
        select: { id: true },
      });
    } catch (error) {
      if (isUniqueViolation(error))
        throw conflict(`Room ${fields.number} exists already. Choose another number.`);
      throw error;
    }
    return {
      result: { id },
      audit: { subject: { kind: "room", id }, after: fields },
      events: [RoomChanged({ roomId: id, hotelId: ctx.hotelId })],
    };
  },
});
