import { z } from "zod";
import { conflict, notFound } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import { assertTransition } from "@/server/kernel/transitions";
import { defineVerb } from "@/server/verbs/define-verb";
import { RoomChanged } from "./events";
import { cleaningTransitions } from "./rules";
import { RoomCleaning } from "./schema";

/** Moves a room to another cleaning state. Conflict when somebody was faster. */
export const setCleaning = defineVerb({
  name: "rooms.setCleaning",
  input: z.object({ roomId: Id, cleaning: RoomCleaning }),
  output: z.object({ id: Id, cleaning: RoomCleaning }),
  permission: "requests:write",
  effect: "write",
  async run(tx, ctx, { roomId, cleaning }) {
    const room = await tx.room.findFirst({ where: { id: roomId, hotelId: ctx.hotelId, archivedAt: null } });
    if (!room) throw notFound("This room");
    const from = RoomCleaning.parse(room.cleaning);
    assertTransition(cleaningTransitions, from, cleaning, "room");
    const moved = await tx.room.updateMany({ where: { id: roomId, cleaning: from }, data: { cleaning } });
    if (moved.count === 0) throw conflict("Somebody changed this room a moment ago. Reload and try again.");
    return {
      result: { id: roomId, cleaning },
      audit: { subject: { kind: "room", id: roomId }, before: { cleaning: from }, after: { cleaning } },
      events: [RoomChanged({ roomId, hotelId: ctx.hotelId })],
    };
  },
});
