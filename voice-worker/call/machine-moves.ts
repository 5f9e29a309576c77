import type { EndReason } from "@/server/line/contract";
import type { CallData, CallEventIn, CallEventType, Effect, WorkerState } from "./machine-data";

export type Step = readonly [CallData, readonly Effect[]];
export type Handler<T extends CallEventType> = (
  call: CallData,
  event: Extract<CallEventIn, { type: T }>,
) => Step;
export type Row = { readonly [T in CallEventType]: Handler<T> | null };

/** First filler after this much tool time, the next after that (rule 15). */
export const FILLER_AFTER_TOOL_MS = 600;
/**
 * Thinking without a tool is covered a little later: most answers come before. Counted from the guest's last word, and no
 * first filler comes later, so that a voice which turns out to be dead is found out within three seconds of it.
 */
export const FILLER_AFTER_THINK_MS = 1_600;
/** The same while the guest's words are still awaited of the recogniser: a slow one is heard before that, mostly. */
export const FILLER_AFTER_WORDS_MS = 1_700;
export const FILLER_AGAIN_MS = 7_000;
export const isOver = (state: WorkerState): boolean => state === "ended" || state === "failed";

/** Whatever the guest was about, it is over. */
export const nobodyTalks = { guestTalking: false, wordsAwaited: false } as const;

/** The state that follows from the facts, for a call that has been greeted and is with the line. */
function restingState(call: CallData): WorkerState {
  if (call.speech) return call.state === "greeting" ? "greeting" : "speaking";
  if (call.tools > 0) return "tool";
  return call.busy ? "thinking" : "listening";
}

/** Moves to the state that the facts imply, and starts or stops the timers that belong to it. */
export function settle(call: CallData, effects: readonly Effect[] = []): Step {
  if (call.state === "with_person") return [call, effects];
  const guest = call.guestTalking || call.wordsAwaited;
  const idle = !call.speech && !call.paused && !call.busy && call.tools === 0 && !guest;
  if (idle && call.ending) return finish(call, call.ending, effects);
  if (call.state === "transferring") return [call, [...effects, onTheWay(call)]];
  const state = restingState(call);
  const next = { ...call, state };
  const waits = state === "tool" || state === "thinking";
  // Who waits for their own words to be understood has a filler already.
  const filler: Effect[] = waits && state !== call.state && !call.wordsAwaited ? [armFiller(next)] : [];
  const stopped: Effect[] = waits || call.wordsAwaited ? [] : [{ type: "disarm_filler" }];
  const silence: Effect =
    state === "listening" && !call.guestTalking ? { type: "arm_silence" } : { type: "disarm_silence" };
  return [next, [...effects, ...stopped, ...filler, silence]];
}

export const quietTimers: readonly Effect[] = [{ type: "disarm_silence" }, { type: "disarm_filler" }];

const armFiller = ({ fillers, state }: CallData): Effect => {
  const firstMs = state === "tool" ? FILLER_AFTER_TOOL_MS : FILLER_AFTER_THINK_MS;
  return { type: "arm_filler", ms: fillers > 0 ? FILLER_AGAIN_MS : firstMs, first: fillers === 0 };
};

/** Until the brain has found the last words before a person or the keypad, the guest waits as for any others. */
const onTheWay = (call: CallData): Effect =>
  call.speech || (!call.busy && call.tools === 0) ? { type: "disarm_filler" } : armFiller(call);

export const finish = (call: CallData, reason: EndReason, effects: readonly Effect[] = []): Step => [
  {
    ...call,
    state: reason === "failed" ? "failed" : "ended",
    ending: reason,
    busy: false,
    speech: false,
    paused: false,
    tools: 0,
  },
  [...effects, ...quietTimers, { type: "end", reason }],
];

/** What the line is saying, or about to, is not said. */
export const cutOf = (call: CallData): Effect[] =>
  call.speech || call.paused ? [{ type: "interrupt" }] : [];
