import type { TransitionTable } from "@/server/kernel/transitions";
import type { RequestKind } from "@/server/tools/requests";
import type { RequestStatus } from "./schema";

export const requestTransitions = {
  new: ["doing", "waiting", "done", "cancelled"],
  doing: ["waiting", "done", "cancelled", "new"],
  waiting: ["doing", "done", "cancelled"],
  done: [],
  cancelled: [],
} as const satisfies TransitionTable<RequestStatus>;

type Department = "housekeeping" | "maintenance" | "front desk" | "duty manager" | "kitchen" | "events";

/** Who does it and how fast it must move when the hotel has not set its own promise for the kind. */
export const defaults: Readonly<
  Record<RequestKind, { department: Department; urgency: "normal" | "soon" | "urgent" }>
> = {
  housekeeping_item: { department: "housekeeping", urgency: "normal" },
  housekeeping_service: { department: "housekeeping", urgency: "normal" },
  maintenance: { department: "maintenance", urgency: "soon" },
  noise_or_nuisance: { department: "duty manager", urgency: "urgent" },
  luggage: { department: "front desk", urgency: "normal" },
  laundry: { department: "housekeeping", urgency: "normal" },
  early_checkin: { department: "front desk", urgency: "normal" },
  early_departure: { department: "front desk", urgency: "normal" },
  prearrival_setup: { department: "housekeeping", urgency: "normal" },
  dietary_or_allergy: { department: "kitchen", urgency: "soon" },
  accessibility_need: { department: "front desk", urgency: "soon" },
  complaint: { department: "duty manager", urgency: "soon" },
  identity_change: { department: "front desk", urgency: "normal" },
  verification_help: { department: "front desk", urgency: "soon" },
  manager_callback: { department: "duty manager", urgency: "soon" },
  events_team: { department: "events", urgency: "normal" },
  kitchen_question: { department: "kitchen", urgency: "normal" },
  feedback: { department: "duty manager", urgency: "normal" },
  other: { department: "front desk", urgency: "normal" },
};
