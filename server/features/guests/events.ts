import { z } from "zod";
import { defineEvent } from "@/server/verbs/events";

export const GuestChanged = defineEvent("guest.changed", z.object({ hotelId: z.uuid(), guestId: z.uuid() }));
