import { z } from "zod";
import { PlainDate, PlainTime } from "@/server/kernel/dates";
import { Money } from "@/server/kernel/money";
import { defineTool } from "./define-tool";
import { DatedDay, handle } from "./envelope";
import { ExtraChoice } from "./selling";

export const StayDetails = z.object({
  stay: handle("stay"),
  status: z.string(),
  guest: z.string(),
  arrival: DatedDay,
  departure: DatedDay,
  nights: z.int(),
  adults: z.int(),
  childAges: z.array(z.int()),
  roomType: z.string(),
  extras: z.array(z.object({ name: z.string(), qty: z.int() })),
  total: Money,
  guaranteed: z.array(z.string()),
  requested: z.array(z.string()),
  decidedAtCheckIn: z.array(z.string()),
  roomReady: z.boolean().optional(),
  noRoom: z.boolean(),
});

/** What a preview would do. What was read back is what `commit_change` applies. */
export const Change = z.object({
  change: handle("chg"),
  kind: z.enum(["change", "cancel", "reinstate", "relocation", "checkout"]),
  before: z.record(z.string(), z.string()),
  after: z.record(z.string(), z.string()),
  difference: Money,
  newTotal: Money,
  fee: Money.optional(),
  refund: Money.optional(),
});

const stayOnly = z.object({ stay: handle("stay") });

export const getStay = defineTool({
  name: "get_stay",
  description: "Tell a verified caller their booking.",
  input: stayOnly,
  data: StayDetails,
  effect: "read",
  verification: "booking",
});

export const previewChange = defineTool({
  name: "preview_change",
  description:
    "What changing dates, room type, people or extras would cost. Nothing changes until commit_change.",
  input: z.object({
    stay: handle("stay"),
    set: z
      .object({
        checkIn: PlainDate.optional(),
        checkOut: PlainDate.optional(),
        adults: z.int().min(1).max(40).optional(),
        childAges: z.array(z.int().min(0).max(17)).max(20).optional(),
        roomType: z.string().max(80).optional(),
      })
      .optional(),
    addExtras: z.array(ExtraChoice).max(10).optional(),
    removeExtras: z.array(z.string().max(40)).max(10).optional(),
  }),
  data: Change,
  effect: "read",
  verification: "booking",
});

export const previewCancel = defineTool({
  name: "preview_cancel",
  description: "Fee and refund if this stay is cancelled now. Nothing changes until commit_change.",
  input: stayOnly,
  data: Change,
  effect: "read",
  verification: "booking",
});

export const previewReinstate = defineTool({
  name: "preview_reinstate",
  description: "Whether a cancelled stay can come back, and at what price.",
  input: stayOnly,
  data: Change,
  effect: "read",
  verification: "booking",
});

export const previewRelocation = defineTool({
  name: "preview_relocation",
  description:
    "A confirmed guest has no room: what the hotel does about it, in its own order. The guest pays nothing.",
  input: stayOnly,
  data: Change,
  effect: "read",
  verification: "booking",
});

export const commitChange = defineTool({
  name: "commit_change",
  description: "Apply a preview that was read back and got a clear yes.",
  input: z.object({ change: handle("chg") }),
  data: z.object({
    status: z.string(),
    total: Money,
    refund: Money.optional(),
    refundDays: z.int().optional(),
    code: z.string(),
  }),
  effect: "money",
  verification: "booking",
});

export const noteOnStay = defineTool({
  name: "note_on_stay",
  description: "Put a late arrival, an occasion, an allergy or a wish on the stay.",
  input: z.object({
    stay: handle("stay"),
    kind: z.enum(["late_arrival", "occasion", "allergy", "wish", "other"]),
    text: z.string().min(1).max(500),
    time: PlainTime.optional(),
  }),
  data: z.object({ kind: z.string(), text: z.string(), heldUntil: z.string().optional() }),
  effect: "write",
  verification: "booking",
});

export const previewCheckout = defineTool({
  name: "preview_checkout",
  description: "What is owed and how to settle it; or that the desk must do it.",
  input: stayOnly,
  data: z.object({ change: handle("chg").optional(), balance: Money, deskOnly: z.boolean() }),
  effect: "read",
  verification: "booking",
});
