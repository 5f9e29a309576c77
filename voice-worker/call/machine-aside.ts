import type { CallData, Effect } from "./machine-data";
import { cutOf, type Handler, nobodyTalks, quietTimers, type Step, settle } from "./machine-moves";

/** From the take-over to the first sound of the person: the announcement, and their browser's way here. */
const PERSON_COMES_MS = 12_000;
/** A person who was heard and sends nothing for this long is gone; a page that is loaded anew is back by then. */
export const PERSON_GONE_MS = 6_000;
/** So long a guest may hear nothing at all from the person: no fault leaves them three seconds without a word. */
export const PERSON_QUIET_MS = 2_500;

/** As long as a person has who is reached by telephone (`LONGEST_SECONDS` of the app's legs). */
const PERSON_LIMIT_MS = 3_600_000;
/** A guest who comes back to the line has time to say what they want, and hears when little of it is left. */
export const LEAST_AFTER_PERSON_MS = 90_000;

/**
 * The line falls silent for a person: what it was about to say or ask is not said, and whatever it was about to end the call
 * for is theirs to decide now.
 */
const stepAside = (call: CallData, effects: readonly Effect[]): Step => [
  {
    ...call,
    state: "with_person",
    speech: false,
    paused: false,
    ...nobodyTalks,
    waiting: 0,
    ending: null,
  },
  [...(call.busy ? ([{ type: "interrupt" }] as const) : cutOf(call)), ...quietTimers, ...effects],
];
const personOver: readonly Effect[] = [
  { type: "disarm_person" },
  { type: "resume_cap", ms: LEAST_AFTER_PERSON_MS },
];
const personOn: Effect = { type: "suspend_cap", ms: PERSON_LIMIT_MS };
const awaitPerson: Effect = { type: "arm_person", ms: PERSON_COMES_MS };

export const person: Handler<"person"> = (call, { joined }) => {
  // Taken over again: by somebody who comes back, or by the next.
  if (joined && call.state === "with_person") return [call, [awaitPerson]];
  if (joined) return stepAside(call, [awaitPerson, personOn]);
  if (call.state !== "with_person") return [call, []];
  return backFromPerson(call, [{ type: "say", phrase: "handed_back", count: 0 }]);
};

const backFromPerson = (call: CallData, effects: readonly Effect[]): Step => {
  const back = { ...call, state: "listening" as const, silences: 0, speech: true, ending: null };
  return settle(back, [...cutOf(call), ...personOver, ...effects]);
};

/** Whether the person comes back is not known yet. Amid words of the line, the wait begins after them. */
export const personQuiet: Handler<"person_quiet"> = (call) =>
  call.speech ? [call, []] : [{ ...call, speech: true }, [{ type: "say", phrase: "one_moment", count: 0 }]];

/** Once the line is silent it is the person's turn. */
export const saidToPerson: Handler<"speech_ended"> = (call) => [
  { ...call, speech: false },
  [{ type: "await_word" }],
];

/** The guest would sit in silence: the line takes the call back and says so. */
export const personGone: Handler<"person_gone"> = (call) =>
  backFromPerson(call, [{ type: "person_lost" }, { type: "say", phrase: "person_lost", count: 0 }]);
