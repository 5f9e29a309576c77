/** How a tool ended, in words a desk understands. The codes are those of the tool envelope. */
const outcomes: Readonly<Record<string, string>> = {
  ok: "Done",
  missing: "Needed one more answer",
  ambiguous: "More than one fits",
  unverified: "The guest was not verified yet",
  not_found: "Nothing found",
  unavailable: "Not available",
  not_allowed: "The hotel's rules do not allow it",
  conflict: "Changed meanwhile",
  later: "No answer in time",
};

export const toolOutcome = (code: string): string =>
  Object.hasOwn(outcomes, code) ? (outcomes[code] as string) : sentenceCase(code);

const callOutcomes: Readonly<Record<string, string>> = {
  booked: "Booked",
  changed: "Changed a stay",
  cancelled: "Cancelled a stay",
  request: "Took a request",
  message: "Took a message",
  to_a_person: "To a person",
  answered: "Answered",
  abandoned: "Hung up early",
};
/** What came of a call. */
export const callOutcome = (outcome: string): string =>
  Object.hasOwn(callOutcomes, outcome) ? (callOutcomes[outcome] as string) : sentenceCase(outcome);

const reasons: Readonly<Record<string, string>> = {
  done: "Both sides said goodbye",
  guest_hung_up: "The guest hung up",
  silence: "Nobody spoke any more",
  abuse: "Ended for abuse",
  wrong_number: "Wrong number",
  cap: "Reached the longest a call may last",
  transferred: "Passed to a person",
  staff_hung_up: "Hung up from the dashboard",
  worker_lost: "The connection to the line was lost",
  refused: "The call was not taken",
  failed: "A fault ended the call",
};
/** Why a call ended. */
export const endReason = (reason: string): string =>
  Object.hasOwn(reasons, reason) ? (reasons[reason] as string) : sentenceCase(reason);

const degraded: Readonly<Record<string, string>> = {
  local_brain: "No language model answers: the built-in brain goes on",
  next_ear: "Another recogniser took over",
  next_voice: "Another voice took over",
  no_voice: "No voice answered: the telephone service spoke",
  keys_only: "Keys only: the line cannot hear",
  tools_off: "The line cannot look things up",
  spooling: "Kept by the worker until the app answers",
};
export const degradedWords = (rung: string, on: boolean): string =>
  on ? (Object.hasOwn(degraded, rung) ? (degraded[rung] as string) : sentenceCase(rung)) : "Back to normal";

const rungs: Readonly<Record<string, string>> = {
  local_brain: "Built-in brain",
  next_ear: "Second recogniser",
  next_voice: "Second voice",
  no_voice: "Telephone service's voice",
  keys_only: "Keys only",
  tools_off: "No look-ups",
  spooling: "App away",
};
/** A rung of the degradation ladder in two words. */
export const rungWords = (rung: string): string =>
  Object.hasOwn(rungs, rung) ? (rungs[rung] as string) : sentenceCase(rung);

const usage: Readonly<Record<string, string>> = {
  call_seconds: "Call, seconds",
  tts_characters: "Voice, characters",
  llm_tokens: "Language model, tokens",
};
/** What a call used, with its unit. */
export const usageWords = (kind: string): string =>
  Object.hasOwn(usage, kind) ? (usage[kind] as string) : sentenceCase(kind);

/** "group_booking" → "Group booking". */
export function sentenceCase(key: string): string {
  const words = key.replaceAll("_", " ").trim();
  return words ? `${words[0]?.toUpperCase()}${words.slice(1)}` : "Unknown";
}

/** What a caller wanted, in words: "Wake-up call", "Booking". */
export const intentText = (intent: string): string =>
  intent === "wakeup" ? "Wake-up call" : sentenceCase(intent);
