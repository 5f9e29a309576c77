import { z } from "zod";
import { defineEvent } from "@/server/verbs/events";

/** Rooms were kept for a caller who decides. */
export const HoldPlaced = defineEvent("hold.placed", z.object({ hotelId: z.uuid(), holdId: z.uuid() }));
/** A hold ended without becoming a reservation: released by its call or run out. */
export const HoldEnded = defineEvent("hold.ended", z.object({ hotelId: z.uuid(), holdId: z.uuid() }));
/** Somebody wants nights that are full. The request row holds the wish. */
export const WaitlistJoined = defineEvent(
  "waitlist.joined",
  z.object({ hotelId: z.uuid(), requestId: z.uuid() }),
);
