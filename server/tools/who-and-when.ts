import { z } from "zod";
import { PlainTime } from "@/server/kernel/dates";
import { defineTool } from "./define-tool";
import { DatedDay, handle } from "./envelope";

export const StayBrief = z.object({
  stay: handle("stay"),
  status: z.string(),
  arrival: DatedDay,
  departure: DatedDay,
  nights: z.int(),
  roomType: z.string(),
});
export type StayBrief = z.infer<typeof StayBrief>;

export const resolveDates = defineTool({
  name: "resolve_dates",
  description:
    "Turn the caller's words about dates or times into dates. Use it before any tool that takes a date.",
  input: z.object({ text: z.string().min(1).max(300), purpose: z.enum(["stay", "service", "wakeup"]) }),
  data: z.object({
    arrival: DatedDay.optional(),
    departure: DatedDay.optional(),
    date: DatedDay.optional(),
    nights: z.int().optional(),
    time: PlainTime.optional(),
  }),
  effect: "read",
  verification: "none",
});

export const verifyGuest = defineTool({
  name: "verify_guest",
  description:
    "Identify a booking by surname and one more factor. Say why you ask; ask one factor at a time.",
  input: z.object({
    surname: z.string().min(1).max(80),
    factor: z.enum(["code", "card_last4", "phone", "email", "room", "otp"]),
    value: z.string().min(1).max(120),
  }),
  data: z.object({
    level: z.enum(["none", "guest", "booking", "otp"]),
    stays: z.array(StayBrief),
    attemptsLeft: z.int(),
  }),
  effect: "write",
  verification: "none",
});

export const sendOtp = defineTool({
  name: "send_otp",
  description: "Send a one-time code to a contact already on file, for changes that need stronger proof.",
  input: z.object({ stay: handle("stay"), channel: z.enum(["sms", "email"]) }),
  data: z.object({ maskedContact: z.string(), expiresInSeconds: z.int() }),
  effect: "write",
  verification: "booking",
});

export const getGuestProfile = defineTool({
  name: "get_guest_profile",
  description: "What may be offered to a returning guest. Never history, dates or room.",
  input: z.object({ name: z.string().min(1).max(120).optional() }),
  data: z.object({
    known: z.boolean(),
    preferences: z.array(z.object({ key: z.string(), value: z.string() })),
    pastStays: z.int().optional(),
    language: z.string().optional(),
  }),
  effect: "read",
  verification: "none",
});

export const savePreference = defineTool({
  name: "save_preference",
  description: "Remember a wish of a verified guest, such as a high floor.",
  input: z.object({ key: z.string().min(1).max(60), value: z.string().min(1).max(200) }),
  data: z.object({ key: z.string(), value: z.string() }),
  effect: "write",
  verification: "booking",
});
