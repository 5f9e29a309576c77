import { z } from "zod";
import { isUniqueViolation } from "@/server/db";
import { materialiseNights } from "@/server/features/inventory";
import { addDays } from "@/server/kernel/dates";
import { conflict } from "@/server/kernel/errors";
import { Id, newId } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";
import { RoomTypeChanged } from "./events";
import { RoomTypeFields } from "./schema";

/** Adds a room type. Conflict when the code is taken. It has no rooms and no rates yet. */
export const createRoomType = defineVerb({
  name: "rooms.createType",
  input: RoomTypeFields,
  output: z.object({ id: Id }),
  permission: "rooms:write",
  effect: "write",
  async run(tx, ctx, fields) {
    const id = newId();
    const last = await tx.roomType.aggregate({ where: { hotelId: ctx.hotelId }, _max: { sortOrder: true } });
    try {
      await tx.roomType.create({
        data: {
          tenantId: ctx.tenantId,
          id,
          hotelId: ctx.hotelId,
          ...fields,
          sortOrder: (last._max.sortOrder ?? 0) + 1,
        },
        select: { id: true },
      });
      // Nights are counted from yesterday on, whatever the hotel's zone says today is.
      const yesterday = addDays(ctx.deps.clock.now().toISOString().slice(0, 10), -1);
      await materialiseNights(tx, { tenantId: ctx.tenantId, roomTypeId: id }, yesterday);
    } catch (error) {
      if (isUniqueViolation(error))
        throw conflict(`The code ${fields.code} is taken. Your form is kept. Choose another code.`);
      throw error;
    }
    return {
      result: { id },
      audit: { subject: { kind: "room_type", id }, after: fields },
      events: [RoomTypeChanged({ roomTypeId: id, hotelId: ctx.hotelId })],
    };
  },
});
