import { z } from "zod";
import { Id } from "@/server/kernel/ids";
import { defineEvent } from "@/server/verbs/events";

export const HotelCreated = defineEvent("hotel.created", z.object({ hotelId: Id }));
export const HotelChanged = defineEvent("hotel.changed", z.object({ hotelId: Id }));
