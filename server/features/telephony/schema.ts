import { z } from "zod";
import { Instant, PlainTime } from "@/server/kernel/dates";
import { Id } from "@/server/kernel/ids";

export const PhoneE164 = z
  .string()
  .regex(/^\+[1-9]\d{5,14}$/, "Write the number with its country code, for example +4722000001.");

const MenuChoice = z.object({
  digit: z.string().regex(/^[0-9]$/, "One digit, 0 to 9."),
  say: z
    .string()
    .trim()
    .min(1, "Say what this key is for, for example: the restaurant.")
    .max(60, "At most 60 characters."),
  /** A destination of the directory; absent: the line itself. */
  destination: z.string().trim().min(1).max(60).optional(),
});

/** A whole number with its limits in words. */
const whole = (least: number, most: number) => {
  const words = `Write a whole number from ${least} to ${most.toLocaleString("en")}.`;
  return z.int(words).min(least, words).max(most, words);
};

/** How a hotel's telephone behaves. Every field has a safe default, so that a hotel may set none. */
export const TelephonySettings = z.object({
  /** Beginnings of numbers that may be called, or texted at a caller's wish, `+47`; none: the hotel's own country. */
  allowedPrefixes: z
    .array(z.string().regex(/^\+[1-9]\d{0,10}$/, "Write a prefix like +47."))
    .max(60)
    .default([]),
  /** Minutes of calls out and transfers a day of the hotel; 0 allows none. */
  minutesPerDay: whole(0, 10_000).default(240),
  /** Texts to guests in any 24 hours, one-time codes among them; 0 allows none. Alarms are not counted. */
  textsPerDay: whole(0, 10_000).default(200),
  /** `warm`: the person hears what it is about and accepts before the guest is put through. */
  transfer: z.enum(["cold", "warm"]).default("warm"),
  ringSeconds: whole(5, 60).default(25),
  /** `gather` holds calls without a media stream: speech recognised by the telephone service, turn by turn. */
  entry: z.enum(["stream", "gather"]).default("stream"),
  /** Asked by keys before the line answers; empty: no menu. A key stands for one choice. */
  menu: z
    .array(MenuChoice)
    .max(10)
    .superRefine((choices, { addIssue }) => {
      for (const [at, { digit }] of choices.entries())
        if (choices.findIndex((choice) => choice.digit === digit) < at)
          addIssue({
            code: "custom",
            path: [at, "digit"],
            message: `Key ${digit} is taken.`,
          });
    })
    .default([]),
  voicemail: z.boolean().default(true),
  /** Callers who may wait when no line is free; 0: none waits. */
  queueSeats: whole(0, 100).default(0),
  /** Said instead of answering, while the line is being worked on; empty: the usual words. Absent: calls are answered. */
  maintenance: z.string().trim().max(300, "At most 300 characters.").optional(),
  /** Shown to people who are called; absent: the number the guest dialled or the hotel's first. */
  callerId: PhoneE164.optional(),
  /** The number texts are sent from; absent: `callerId` or the hotel's first. */
  textFrom: PhoneE164.optional(),
  /** Where a room's telephone rings, with `{room}` for its number: `+4722001{room}`. */
  roomNumber: z
    .string()
    .regex(/^\+[1-9]\d{2,12}\{room\}$/, "Write the number with {room} at its end.")
    .optional(),
  /** Calls to guests that the hotel starts itself: only to who agreed, within these hours of the hotel. */
  outboundFrom: PlainTime.default("09:00"),
  outboundUntil: PlainTime.default("20:00"),
  /** Payment by keypad: the name of the connector set up at the telephone service. */
  payConnector: z.string().trim().max(60).optional(),
});
export type TelephonySettings = z.output<typeof TelephonySettings>;

export const SaveAccount = z.object({
  accountSid: z
    .string()
    .trim()
    .regex(/^AC[0-9a-fA-F]{32}$/, "The account SID is AC and 32 hexadecimal digits."),
  authToken: z.string().trim().min(16, "Paste the whole auth token.").max(200),
});

export const AccountView = z.object({
  /** `AC…1234`, or null without an account of one's own. */
  accountSid: z.string().nullable(),
  updatedAt: Instant.nullable(),
  /** Calls out and texts are possible: by an own account or the platform's. */
  ready: z.boolean(),
});

export const AddNumber = z.object({
  number: PhoneE164,
  label: z.string().trim().min(1, "Say what the number is for, for example: Main line.").max(60),
});

/** A number that guests dial. */
export const HotelNumber = AddNumber.extend({ id: Id });

export const TransferState = z.enum([
  "requested",
  "dialing",
  "announced",
  "accepted",
  "declined",
  "unanswered",
  "failed",
  "ended",
]);
export type TransferState = z.infer<typeof TransferState>;

export const OutboundStatus = z.enum([
  "queued",
  "dialing",
  "ringing",
  "answered",
  "completed",
  "busy",
  "no_answer",
  "failed",
  "refused",
  "cancelled",
]);
export type OutboundStatus = z.infer<typeof OutboundStatus>;

export const CallPurpose = z.enum(["wakeup", "callback", "desk", "transfer", "alarm"]);
export type CallPurpose = z.infer<typeof CallPurpose>;

export const DoNotCallEntry = z.object({ number: PhoneE164, channel: z.enum(["call", "text"]) });
export const RemoveDoNotCall = DoNotCallEntry.extend({
  why: z.string().trim().min(3, "Say why, for example: asked for it on the phone.").max(200),
});
export const DoNotCallRow = z.object({
  number: PhoneE164,
  channel: z.enum(["call", "text"]),
  reason: z.enum(["asked", "stop", "staff"]),
  createdAt: Instant,
});

export const OutboundCallView = z.object({
  id: Id,
  purpose: CallPurpose,
  status: OutboundStatus,
  reason: z.string().nullable(),
});
