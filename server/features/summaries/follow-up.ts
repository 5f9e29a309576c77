import { type Outcome, unfinishedBooking } from "./outcome";
import { type CallRecord, succeeded, type ToolUse, textOf, used } from "./record";
import { sayTool } from "./say";
import type { JudgedSentiment } from "./sentiment/sentiment";

export interface FollowUp {
  followUp: boolean;
  /** What a person should do now, in one sentence; null when nothing. */
  suggestedAction: string | null;
}

type Rule = (
  call: CallRecord,
  judged: { outcome: Outcome; sentiment: JudgedSentiment | null },
) => string | null;

const reach = (call: CallRecord): string => call.fromNumber ?? "the guest";
const CALLBACK = /^call back\b/i;

/** A tool that was refused, or found nothing, and never worked later in the call. */
function unmetNeed(call: CallRecord): ToolUse | undefined {
  const TRIED = new Set(["not_allowed", "unavailable", "later", "conflict"]);
  return call.tools.find(
    (tool) => !tool.ok && TRIED.has(tool.code ?? "") && succeeded(call, tool.name).length === 0,
  );
}

/** In order of weight: the first that applies says what to do. */
const RULES: readonly Rule[] = [
  (call) => {
    const alarm = succeeded(call, "raise_emergency").at(-1);
    return alarm
      ? `Make sure help has come: emergency at ${textOf(alarm.input.place) || "an unknown place"}.`
      : null;
  },
  (call, { sentiment }) => {
    const complaint = call.requests.find(
      (request) => request.kind === "complaint" || request.kind === "noise_or_nuisance",
    );
    if (complaint) return `Answer the complaint (${complaint.ref}) and call ${reach(call)} back.`;
    const sure = sentiment !== null && sentiment.sentiment === "negative" && sentiment.score <= -0.75;
    return sure ? `The guest sounded unhappy. Call ${reach(call)} and ask what went wrong.` : null;
  },
  (call) => {
    const request = call.requests.find((r) => CALLBACK.test(r.summary) || r.kind === "manager_callback");
    return request ? `Call ${reach(call)} back (${request.ref}).` : null;
  },
  (call) => {
    const stay = call.stays.find((candidate) => candidate.nameUnclear);
    return stay ? `Listen to how the name is said and correct it on ${stay.code}.` : null;
  },
  (call) =>
    ["worker_lost", "failed"].includes(call.endReason ?? "") && call.guestTurns.length > 0
      ? `The call broke off. Call ${reach(call)} back.`
      : null,
  (call) => {
    const last = used(call, "transfer_call").at(-1);
    const missed = last !== undefined && (!last.ok || last.data.state !== "connecting");
    return missed && call.endReason !== "transferred" && call.messages.length === 0
      ? `The guest wanted a person and reached none. Call ${reach(call)} back.`
      : null;
  },
  (call, { outcome }) => {
    if (outcome !== "abandoned" || !unfinishedBooking(call)) return null;
    const search = succeeded(call, "search_rooms").at(-1);
    const dates = search
      ? ` (${[textOf(search.input.arrival), textOf(search.input.departure)].filter(Boolean).join(" to ")})`
      : "";
    return `A booking was left unfinished${dates === " ()" ? "" : dates}. Call ${reach(call)} and offer it again.`;
  },
  (call, { outcome }) => {
    const need = outcome === "booked" ? undefined : unmetNeed(call);
    return need
      ? `${sayTool(need.name)} was not possible for this guest. See whether the hotel can help.`
      : null;
  },
  (call) => {
    const urgent = call.requests.find((request) => request.urgency === "urgent");
    return urgent ? `See that ${urgent.ref} is done: ${urgent.summary.slice(0, 120)}` : null;
  },
];

/** Does somebody have to do something after this call, and what. */
export function followUpOf(
  call: CallRecord,
  judged: { outcome: Outcome; sentiment: JudgedSentiment | null },
): FollowUp {
  for (const rule of RULES) {
    const suggestedAction = rule(call, judged);
    if (suggestedAction) return { followUp: true, suggestedAction };
  }
  return { followUp: false, suggestedAction: null };
}

const ACHIEVED = new Set<Outcome>(["booked", "changed", "cancelled", "request", "message"]);

/** How content the guest probably was, 1 to 5: what was reached, what was felt, what broke. Null when nothing was said. */
export function satisfactionOf(
  call: CallRecord,
  judged: { outcome: Outcome; sentiment: JudgedSentiment | null; followUp: boolean },
): number | null {
  if (call.guestTurns.length === 0) return null;
  const mood = judged.sentiment?.score ?? 0;
  let points = 3 + (mood > 0.3 ? 1 : mood < -0.3 ? -1 : 0);
  if (ACHIEVED.has(judged.outcome)) points += 1;
  if (judged.outcome === "abandoned") points -= 1;
  if (["worker_lost", "failed", "abuse"].includes(call.endReason ?? "")) points -= 1;
  if (judged.followUp && !ACHIEVED.has(judged.outcome)) points -= 1;
  return Math.max(1, Math.min(5, points));
}
