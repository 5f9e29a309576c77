import { z } from "zod";
import { Instant, PlainDate, PlainTime } from "@/server/kernel/dates";
import { defineTool } from "./define-tool";
import { DatedDay, handle } from "./envelope";

export const RequestKind = z.enum([
  "housekeeping_item",
  "housekeeping_service",
  "maintenance",
  "noise_or_nuisance",
  "luggage",
  "laundry",
  "early_checkin",
  "early_departure",
  "prearrival_setup",
  "dietary_or_allergy",
  "accessibility_need",
  "complaint",
  "identity_change",
  "verification_help",
  "manager_callback",
  "events_team",
  "kitchen_question",
  "feedback",
  "other",
]);
export type RequestKind = z.infer<typeof RequestKind>;
export const Urgency = z.enum(["normal", "soon", "urgent"]);

const room = z.string().min(1).max(12);
const person = z.string().min(1).max(120);

export const createRequest = defineTool({
  name: "create_request",
  description: "Anything a person must do: towels, a repair, a complaint, a manager's call.",
  input: z.object({
    kind: RequestKind,
    name: person.optional(),
    contact: z.string().max(60).optional(),
    summary: z.string().min(1).max(500),
    room: room.optional(),
    items: z
      .array(z.object({ item: z.string().min(1).max(60), qty: z.int().min(1).max(50) }))
      .max(10)
      .optional(),
    urgency: Urgency.optional(),
    due: Instant.optional(),
  }),
  data: z.object({ request: handle("req"), department: z.string(), due: Instant.optional() }),
  effect: "write",
  verification: "none",
});

export const updateRequest = defineTool({
  name: "update_request",
  description: "Add to a request, chase it or cancel it.",
  input: z.object({
    request: handle("req").optional(),
    ref: z.string().max(12).optional(),
    note: z.string().max(500).optional(),
    urgency: Urgency.optional(),
    cancel: z.boolean().optional(),
  }),
  data: z.object({ request: handle("req"), state: z.string(), department: z.string() }),
  effect: "write",
  verification: "none",
});

export const getRequest = defineTool({
  name: "get_request",
  description: "Where a request is.",
  input: z.object({ ref: z.string().max(12).optional(), room: room.optional(), name: person.optional() }),
  data: z.object({
    request: handle("req"),
    state: z.string(),
    department: z.string(),
    due: Instant.optional(),
  }),
  effect: "read",
  verification: "none",
});

export const setWakeup = defineTool({
  name: "set_wakeup",
  description: "Set or move a wake-up call.",
  input: z.object({
    room,
    name: person,
    date: PlainDate,
    time: PlainTime,
    secondCall: z.boolean().optional(),
  }),
  data: z.object({ at: DatedDay, time: PlainTime, replaced: z.boolean(), noAnswer: z.string().optional() }),
  effect: "write",
  verification: "none",
});

export const cancelWakeup = defineTool({
  name: "cancel_wakeup",
  description: "Cancel a wake-up call.",
  input: z.object({ room, name: person, date: PlainDate }),
  data: z.object({ cancelled: z.boolean() }),
  effect: "write",
  verification: "none",
});

export const setDoNotDisturb = defineTool({
  name: "set_do_not_disturb",
  description: "Hold calls and messages for a room. Emergencies still pass.",
  input: z.object({
    room,
    name: person,
    on: z.boolean(),
    scope: z
      .array(z.enum(["calls", "messages", "housekeeping"]))
      .min(1)
      .max(3),
    until: Instant.optional(),
  }),
  data: z.object({ on: z.boolean(), until: Instant.optional() }),
  effect: "write",
  verification: "none",
});

export const takeMessage = defineTool({
  name: "take_message",
  description: "A message for a guest or an organiser. Same words whether or not the person is a guest.",
  input: z.object({
    recipientFirst: z.string().max(80).optional(),
    recipientLast: z.string().min(1).max(80),
    from: person,
    callback: z.string().max(60).optional(),
    text: z.string().min(1).max(1000),
  }),
  data: z.object({ taken: z.literal(true) }),
  effect: "write",
  verification: "none",
});

export const getMessages = defineTool({
  name: "get_messages",
  description: "Messages waiting for a verified guest.",
  input: z.object({ stay: handle("stay") }),
  data: z.object({ messages: z.array(z.object({ from: z.string(), text: z.string(), at: Instant })) }),
  effect: "read",
  verification: "booking",
});

export const reportLostItem = defineTool({
  name: "report_lost_item",
  description: "Something left behind. Never says it was found.",
  input: z.object({
    item: z.string().min(1).max(120),
    marks: z.string().max(200).optional(),
    where: z.string().max(120).optional(),
    room: room.optional(),
    date: PlainDate.optional(),
    name: person,
    contact: z.string().min(3).max(60),
  }),
  data: z.object({ keepDays: z.int().optional() }),
  effect: "write",
  verification: "none",
});

export const raiseEmergency = defineTool({
  name: "raise_emergency",
  description: "Danger now. Raise it in the same turn with the place as said; it is never refused.",
  input: z.object({
    kind: z.enum(["medical", "fire", "security"]),
    place: z.string().min(1).max(200),
    happening: z.string().max(300).optional(),
  }),
  data: z.object({
    alarm: z.literal(true),
    /** `taken`: a person of the hotel has taken it; until then nobody is on the way. */
    state: z.enum(["raised", "taken"]).optional(),
    number: z.string().optional(),
    script: z.array(z.string()),
  }),
  effect: "alarm",
  verification: "none",
});
