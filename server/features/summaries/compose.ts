import { PlainDate } from "@/server/kernel/dates";
import type { Intent } from "./intent";
import type { Outcome } from "./outcome";
import { type CallRecord, succeeded, textOf } from "./record";
import { sayDate, sayStay, sayTopic } from "./say";

const WANTED: Readonly<Record<Intent, string>> = {
  booking: "asked about a room",
  change: "wanted to change a stay",
  cancellation: "wanted to cancel a stay",
  existing_stay: "asked about a stay",
  question: "had a question",
  request: "asked for something",
  complaint: "complained",
  message: "wanted to leave a message",
  person: "asked for a person",
  lost_item: "reported something lost",
  wakeup: "asked for a wake-up call",
  emergency: "reported an emergency",
  other: "called",
};

const ENDS = new Map<string, string>(
  Object.entries({
    worker_lost: "The call broke off.",
    failed: "The call broke off.",
    silence: "The call ended because nobody spoke.",
    abuse: "The line ended the call after abuse.",
    wrong_number: "It was a wrong number.",
    cap: "The call reached its longest length.",
    transferred: "The call was put through to a person.",
  }),
);

const who = (call: CallRecord): string => call.guestName || "A caller";

function opening(call: CallRecord, outcome: Outcome, intent: Intent): string {
  if (call.guestTurns.length === 0) return "Nobody spoke.";
  const booked = call.stays.filter((stay) => stay.booked && stay.status !== "cancelled");
  const touched = call.stays.find((stay) => !stay.booked) ?? call.stays[0];
  if (outcome === "booked") return `${who(call)} booked ${booked.map(sayStay).join("; and ")}.`;
  if (outcome === "changed" && touched) return `${who(call)} changed a stay: now ${sayStay(touched)}.`;
  if (outcome === "cancelled" && touched) {
    return `${who(call)} cancelled the stay ${touched.code} (${touched.roomType}, ${sayDate(touched.arrival)}).`;
  }
  return `${who(call)} ${WANTED[intent]}${aboutWhat(call, intent)}.`;
}

/** The dates of the last search, or the topic of the last question. */
function aboutWhat(call: CallRecord, intent: Intent): string {
  if (intent === "booking") {
    const search = call.tools.filter((tool) => tool.name === "search_rooms").at(-1);
    const arrival = textOf(search?.input.arrival);
    return PlainDate.safeParse(arrival).success ? ` from ${sayDate(arrival)}` : "";
  }
  if (intent === "question") {
    const topic = textOf(succeeded(call, "get_policy").at(-1)?.input.topic);
    return topic ? ` about ${sayTopic(topic.slice(0, 60))}` : "";
  }
  return "";
}

function left(call: CallRecord): string {
  const parts = [
    ...call.requests
      .slice(0, 3)
      .map((r) => `${r.ref}${r.room ? ` (room ${r.room})` : ""}: ${r.summary.slice(0, 140)}`),
    ...call.messages.slice(0, 2).map((m) => `a message for ${m.recipient} (${m.ref})`),
  ];
  return parts.length === 0 ? "" : `For the hotel: ${parts.join("; ")}.`.replace(/\.\.$/, ".");
}

/** Two or three plain sentences made from what is in the record, and nothing that is not. */
export function compose(call: CallRecord, judged: { outcome: Outcome; intent: Intent }): string {
  const { outcome, intent } = judged;
  const end =
    ENDS.get(call.endReason ?? "") ??
    (outcome === "abandoned" && call.guestTurns.length > 0
      ? "The guest left before it was settled."
      : outcome === "answered"
        ? "The line answered."
        : "");
  return [opening(call, outcome, intent), left(call), end].filter(Boolean).join(" ");
}
