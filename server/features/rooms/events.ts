import { z } from "zod";
import { defineEvent } from "@/server/verbs/events";

/** A room, its type, its cleaning state or a block of it changed. */
export const RoomChanged = defineEvent("room.changed", z.object({ roomId: z.string(), hotelId: z.string() }));
export const RoomTypeChanged = defineEvent(
  "room_type.changed",
  z.object({ roomTypeId: z.string(), hotelId: z.string() }),
);
