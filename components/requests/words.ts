import { plural } from "@/components/lib/format";
import { RequestKind } from "@/server/tools/requests";

const kinds: Readonly<Record<RequestKind, string>> = {
  housekeeping_item: "Bring something",
  housekeeping_service: "Housekeeping",
  maintenance: "Repair",
  noise_or_nuisance: "Noise or nuisance",
  luggage: "Luggage",
  laundry: "Laundry",
  early_checkin: "Early check-in",
  early_departure: "Early departure",
  prearrival_setup: "Before arrival",
  dietary_or_allergy: "Diet or allergy",
  accessibility_need: "Accessibility",
  complaint: "Complaint",
  identity_change: "Change of name",
  verification_help: "Identity to check",
  manager_callback: "Call from a manager",
  events_team: "Events",
  kitchen_question: "Question for the kitchen",
  feedback: "Feedback",
  other: "Other",
};

/** What a request is about. */
export const kindWords = (kind: RequestKind): string => kinds[kind];
export const kindOptions = RequestKind.options.map((value) => ({ value, label: kinds[value] }));

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How much of the time a request had is left: "in 12 min", "8 min late". Null without a deadline. */
export function deadline(dueAt: string | null, now: Date | null): { text: string; late: boolean } | null {
  if (!dueAt || !now) return null;
  const left = Date.parse(dueAt) - now.getTime();
  if (!Number.isFinite(left)) return null;
  const size = Math.abs(left);
  const length =
    size < HOUR
      ? `${Math.round(size / MINUTE)} min`
      : size < 48 * HOUR
        ? `${Math.round(size / HOUR)} h`
        : plural(Math.round(size / (24 * HOUR)), "day");
  return left < 0 ? { text: `${length} late`, late: true } : { text: `in ${length}`, late: false };
}
