import { z } from "zod";
import { isUniqueViolation } from "@/server/db";
import { conflict, notFound } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";
import { RoomTypeChanged } from "./events";
import { RoomTypeFields } from "./schema";

/** Changes a room type. What the line says about it changes with the next call. */
export const updateRoomType = defineVerb({
  name: "rooms.updateType",
  input: z.object({ roomTypeId: Id, fields: RoomTypeFields }),
  output: z.object({ id: Id }),
  permission: "rooms:write",
  effect: "write",
  async run(tx, ctx, { roomTypeId, fields }) {
    const before = await tx.roomType.findFirst({
      where: { id: roomTypeId, hotelId: ctx.hotelId, archivedAt: null },
    });
    if (!before) throw notFound("This room type");
    try {
      await tx.roomType.updateMany({ where: { id: roomTypeId }, data: fields });
    } catch (error) {
      if (isUniqueViolation(error))
        throw conflict(`The code ${fields.code} is taken. Your form is kept. Choose another code.`);
      throw error;
    }
    const { code, name, spokenName, description, beds, maxAdults, maxGuests, attributes } = before;
    return {
      result: { id: roomTypeId },
      audit: {
        subject: { kind: "room_type", id: roomTypeId },
        before: { code, name, spokenName, description, beds, maxAdults, maxGuests, attributes },
        after: fields,
      },
      events: [RoomTypeChanged({ roomTypeId, hotelId: ctx.hotelId })],
    };
  },
});
