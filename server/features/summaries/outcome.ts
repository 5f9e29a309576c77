import { type CallRecord, succeeded } from "./record";

export const OUTCOMES = [
  "booked",
  "changed",
  "cancelled",
  "request",
  "message",
  "to_a_person",
  "answered",
  "abandoned",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

const ANSWERS = [
  "get_policy",
  "ask_knowledge",
  "list_events",
  "search_rooms",
  "quote_stay",
  "list_extras",
  "check_rate_code",
  "get_stay",
  "get_request",
  "get_messages",
  "text_info",
  "preview_change",
  "preview_cancel",
  "preview_checkout",
  "get_payment",
] as const;
const REQUESTS = [
  "create_request",
  "update_request",
  "set_wakeup",
  "cancel_wakeup",
  "set_do_not_disturb",
  "report_lost_item",
  "raise_emergency",
  "schedule_callback",
  "note_on_stay",
  "join_waitlist",
] as const;
/** Ends that are no ends of a conversation. */
const BROKEN = new Set(["worker_lost", "failed", "silence", "abuse", "wrong_number", "cap"]);

/** Was the call put through to somebody? */
export const transferred = (call: CallRecord): boolean =>
  call.endReason === "transferred" ||
  succeeded(call, "transfer_call").some((tool) => tool.data.state === "connecting");

/** A room was found and held, and the guest left without it. */
export const unfinishedBooking = (call: CallRecord): boolean =>
  succeeded(call, "quote_stay").length > 0 && !call.stays.some((stay) => stay.booked) && !transferred(call);

/** What the call came to: the weightiest thing that took effect, else whether the guest learned something. */
export function outcomeOf(call: CallRecord): Outcome {
  if (call.stays.some((stay) => stay.booked && stay.status !== "cancelled")) return "booked";
  const commits = succeeded(call, "commit_change");
  const last = commits.at(-1);
  if (last) return last.data.status === "cancelled" ? "cancelled" : "changed";
  if (transferred(call)) return "to_a_person";
  if (call.requests.length > 0 || succeeded(call, ...REQUESTS).length > 0) return "request";
  if (call.messages.length > 0 || succeeded(call, "take_message").length > 0) return "message";
  const learned = succeeded(call, ...ANSWERS).length > 0;
  if (!learned || BROKEN.has(call.endReason ?? "")) return "abandoned";
  if (unfinishedBooking(call) && call.endReason === "guest_hung_up") return "abandoned";
  return "answered";
}
