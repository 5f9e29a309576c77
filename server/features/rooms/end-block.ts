import { z } from "zod";
import { conflict, notFound } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";
import { RoomChanged } from "./events";

/** Ends a block now: the room can be sold again. */
export const endBlock = defineVerb({
  name: "rooms.endBlock",
  input: z.object({ blockId: Id }),
  output: z.object({ id: Id }),
  permission: "rooms:write",
  effect: "write",
  async run(tx, ctx, { blockId }) {
    const block = await tx.roomBlock.findFirst({
      where: { id: blockId, room: { is: { hotelId: ctx.hotelId } } },
      select: { roomId: true, kind: true, endedAt: true },
    });
    if (!block) throw notFound("This block");
    const ended = await tx.roomBlock.updateMany({
      where: { id: blockId, endedAt: null },
      data: { endedAt: ctx.deps.clock.now() },
    });
    if (ended.count === 0) throw conflict("This block has ended already.");
    return {
      result: { id: blockId },
      audit: {
        subject: { kind: "room", id: block.roomId },
        before: { block: block.kind },
        after: { block: null },
      },
      events: [RoomChanged({ roomId: block.roomId, hotelId: ctx.hotelId })],
    };
  },
});
