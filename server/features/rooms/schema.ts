import { z } from "zod";
import { PlainDate } from "@/server/kernel/dates";
import { Id } from "@/server/kernel/ids";

export const RoomCleaning = z.enum(["dirty", "pickup", "clean", "inspected"]);
export type RoomCleaning = z.infer<typeof RoomCleaning>;

export const RoomBlockKind = z.enum(["out_of_order", "out_of_service"]);

const code = z
  .string()
  .trim()
  .regex(/^[A-Z0-9]{1,8}$/, "Use 1 to 8 capital letters or digits, for example CD.");
const attribute = z
  .string()
  .trim()
  .regex(/^[a-z0-9_]{2,40}$/, "Use small letters and underscores, for example sea_view.");

export const RoomTypeFields = z
  .object({
    code,
    name: z.string().trim().min(2).max(80),
    spokenName: z.string().trim().min(2).max(80),
    description: z.string().trim().max(2_000).default(""),
    beds: z.string().trim().min(2).max(80),
    maxAdults: z.int().min(1).max(20),
    maxGuests: z.int().min(1).max(30),
    attributes: z.array(attribute).max(30).default([]),
  })
  .refine((fields) => fields.maxGuests >= fields.maxAdults, {
    path: ["maxGuests"],
    message: "It cannot be less than the adults.",
  });

export const RoomTypeRow = z.object({
  id: Id,
  code: z.string(),
  name: z.string(),
  spokenName: z.string(),
  description: z.string(),
  beds: z.string(),
  maxAdults: z.int(),
  maxGuests: z.int(),
  attributes: z.array(z.string()),
  rooms: z.int(),
});
export type RoomTypeRow = z.infer<typeof RoomTypeRow>;

export const RoomFields = z.object({
  number: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z-]{1,8}$/, "Use up to 8 letters, digits or dashes, for example 204."),
  floor: z.int().min(-5).max(200),
  roomTypeId: Id,
  attributes: z.array(attribute).max(30).default([]),
});

export const RoomRow = z.object({
  id: Id,
  number: z.string(),
  floor: z.int(),
  roomType: z.object({ id: Id, code: z.string(), name: z.string() }),
  attributes: z.array(z.string()),
  cleaning: RoomCleaning,
  /** In force today or later, soonest first. */
  block: z
    .object({ id: Id, kind: RoomBlockKind, reason: z.string(), firstNight: PlainDate, endNight: PlainDate })
    .nullable(),
  /** The reservation whose guest is in the room now. */
  occupant: z
    .object({ reservationId: Id, code: z.string(), guest: z.string(), departure: PlainDate })
    .nullable(),
});
export type RoomRow = z.infer<typeof RoomRow>;

export const ListRoomsInput = z.object({
  roomTypeId: Id.optional(),
  cleaning: RoomCleaning.optional(),
  blocked: z.boolean().optional(),
  search: z.string().trim().max(20).optional(),
});
