import { z } from "zod";
import { isExclusionViolation } from "@/server/db";
import { dateToDb, PlainDate } from "@/server/kernel/dates";
import { conflict, notFound } from "@/server/kernel/errors";
import { Id, newId } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";
import { RoomChanged } from "./events";
import { RoomBlockKind } from "./schema";

export const BlockRoomInput = z
  .object({
    roomId: Id,
    kind: RoomBlockKind,
    reason: z.string().trim().min(3, "Say why, for example: shower leaks.").max(200),
    firstNight: PlainDate,
    endNight: PlainDate,
  })
  .refine((b) => b.endNight > b.firstNight, {
    path: ["endNight"],
    message: "The last day must be after the first night.",
  });

/** Takes a room out of sale (out of order) or notes a fault (out of service) for some nights. */
export const blockRoom = defineVerb({
  name: "rooms.block",
  input: BlockRoomInput,
  output: z.object({ id: Id }),
  permission: "rooms:write",
  effect: "write",
  async run(tx, ctx, { roomId, kind, reason, firstNight, endNight }) {
    const room = await tx.room.findFirst({
      where: { id: roomId, hotelId: ctx.hotelId, archivedAt: null },
      select: { id: true },
    });
    if (!room) throw notFound("This room");
    const id = newId();
    try {
      await tx.roomBlock.create({
        data: {
          tenantId: ctx.tenantId,
          id,
          roomId,
          kind,
          reason,
          firstNight: dateToDb(firstNight),
          endNight: dateToDb(endNight),
        },
        select: { id: true },
      });
    } catch (error) {
      if (isExclusionViolation(error))
        throw conflict("The room is blocked on some of these nights already. End that block first.");
      throw error;
    }
    return {
      result: { id },
      audit: { subject: { kind: "room", id: roomId }, after: { block: kind, reason, firstNight, endNight } },
      events: [RoomChanged({ roomId, hotelId: ctx.hotelId })],
    };
  },
});
