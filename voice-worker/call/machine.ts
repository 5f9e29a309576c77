import type { CallState, EndReason } from "@/server/line/contract";

/** Everything about a call that decides what happens next. Plain data: the reducer below is its only writer. */
export interface CallData {
  readonly state: CallState;
  /** The brain is working on a turn. */
  readonly busy: boolean;
  /** Something is being said or waits to be said. */
  readonly speech: boolean;
  readonly tools: number;
  readonly guestTalking: boolean;
  /** Times the guest said nothing since the last guest turn. */
  readonly silences: number;
  /** Guest turns that came while the brain was busy. */
  readonly waiting: number;
  /** The call ends with this once everything is said. */
  readonly ending: EndReason | null;
  readonly fillers: number;
  /** Brain turns that failed in a row. */
  readonly failures: number;
}

export const newCall: CallData = {
  state: "ringing",
  busy: false,
  speech: false,
  tools: 0,
  guestTalking: false,
  silences: 0,
  waiting: 0,
  ending: null,
  fillers: 0,
  failures: 0,
};

export type CallEventIn =
  | { type: "opened"; resumed: boolean }
  | { type: "refused" }
  | { type: "speech_started" }
  | { type: "speech_ended" }
  | { type: "tool_started" }
  | { type: "tool_finished" }
  | { type: "brain_done"; end: EndReason | null }
  | { type: "brain_failed" }
  | { type: "transfer_agreed" }
  | { type: "guest_speaking" }
  | { type: "guest_quiet" }
  | { type: "guest_turn" }
  | { type: "silence_due" }
  | { type: "filler_due" }
  | { type: "cap_near" }
  | { type: "cap_reached" }
  | { type: "hold"; on: boolean }
  | { type: "person"; joined: boolean }
  | { type: "hang_up"; reason: EndReason }
  | { type: "guest_gone" }
  | { type: "fault" };
export type CallEventType = CallEventIn["type"];

export type Effect =
  | { type: "greet" }
  /** Hand the oldest waiting guest turn to the brain. */
  | { type: "respond" }
  | { type: "tell_silent"; count: number }
  /** Barge-in: stop speech, drop queued audio, cut the transcript, abort the turn (never a tool). */
  | { type: "interrupt" }
  | {
      type: "say";
      phrase: "filler" | "cap_near" | "cap_reached" | "trouble" | "goodbye" | "resumed";
      count: number;
    }
  | { type: "arm_silence" }
  | { type: "disarm_silence" }
  | { type: "arm_filler"; ms: number }
  | { type: "disarm_filler" }
  /** Close media and tell the line; the call is over. */
  | { type: "end"; reason: EndReason };

export type Step = readonly [CallData, readonly Effect[]];
type Handler<T extends CallEventType> = (call: CallData, event: Extract<CallEventIn, { type: T }>) => Step;
type Row = { readonly [T in CallEventType]: Handler<T> | null };

/** First filler after this much tool time, the next after that (rule 15). */
export const FILLER_AFTER_TOOL_MS = 600;
/** Thinking without a tool is covered a little later: most answers come before. */
export const FILLER_AFTER_THINK_MS = 2_500;
export const FILLER_AGAIN_MS = 7_000;
const MAX_FAILURES = 2;
const MAX_WAITING = 5;
/** Unanswered prompts after which the call ends even if the brain would go on asking. */
const MAX_SILENCES = 4;

const isOver = (state: CallState): boolean => state === "ended" || state === "failed";

/** The state that follows from the facts, for a call that has been greeted and is with the line. */
function restingState(call: CallData): CallState {
  if (call.speech) return call.state === "greeting" ? "greeting" : "speaking";
  if (call.tools > 0) return "tool";
  return call.busy ? "thinking" : "listening";
}

/** Moves to the state that the facts imply, and starts or stops the timers that belong to it. */
function settle(call: CallData, effects: readonly Effect[] = []): Step {
  const own = call.state === "on_hold" || call.state === "with_person";
  if (own) return [call, effects];
  const idle = !call.speech && !call.busy && call.tools === 0 && !call.guestTalking;
  if (idle && call.ending) return finish(call, call.ending, effects);
  if (call.state === "transferring") return [call, effects];
  const state = restingState(call);
  const next = { ...call, state };
  const waits = state === "tool" || state === "thinking";
  const filler: Effect[] =
    waits && state !== call.state ? [{ type: "arm_filler", ms: fillerDelay(next) }] : [];
  const stopped: Effect[] = waits ? [] : [{ type: "disarm_filler" }];
  const silence: Effect =
    state === "listening" && !call.guestTalking ? { type: "arm_silence" } : { type: "disarm_silence" };
  return [next, [...effects, ...stopped, ...filler, silence]];
}

const fillerDelay = (call: CallData): number =>
  call.fillers > 0 ? FILLER_AGAIN_MS : call.state === "tool" ? FILLER_AFTER_TOOL_MS : FILLER_AFTER_THINK_MS;

const finish = (call: CallData, reason: EndReason, effects: readonly Effect[] = []): Step => [
  {
    ...call,
    state: reason === "failed" ? "failed" : "ended",
    ending: reason,
    busy: false,
    speech: false,
    tools: 0,
  },
  [...effects, { type: "disarm_silence" }, { type: "disarm_filler" }, { type: "end", reason }],
];

const opened: Handler<"opened"> = (call, { resumed }) =>
  resumed
    ? settle({ ...call, state: "listening", speech: true }, [{ type: "say", phrase: "resumed", count: 0 }])
    : [{ ...call, state: "greeting", busy: true }, [{ type: "greet" }]];

const speechStarted: Handler<"speech_started"> = (call) => settle({ ...call, speech: true });
const speechEnded: Handler<"speech_ended"> = (call) => settle({ ...call, speech: false });
const toolStarted: Handler<"tool_started"> = (call) => settle({ ...call, tools: call.tools + 1 });
const toolFinished: Handler<"tool_finished"> = (call) =>
  settle({ ...call, tools: Math.max(0, call.tools - 1) });

/** A waiting guest turn goes before any ending: "oh, one more thing" keeps the call. */
const brainDone: Handler<"brain_done"> = (call, { end }) => {
  const done = { ...call, busy: false, tools: 0, fillers: 0, failures: 0 };
  if (call.waiting > 0) return nextTurn({ ...done, ending: null });
  return settle({ ...done, ending: end ?? call.ending });
};

const brainFailed: Handler<"brain_failed"> = (call) => {
  const failures = call.failures + 1;
  const done = { ...call, busy: false, tools: 0, fillers: 0, failures };
  if (failures >= MAX_FAILURES) {
    return settle({ ...done, speech: true, ending: "failed" }, [
      { type: "say", phrase: "goodbye", count: 0 },
    ]);
  }
  if (call.waiting > 0) return nextTurn(done);
  return settle({ ...done, speech: true }, [{ type: "say", phrase: "trouble", count: 0 }]);
};

const nextTurn = (call: CallData): Step =>
  settle({ ...call, busy: true, waiting: call.waiting - 1, silences: 0 }, [{ type: "respond" }]);

/** The app connects the caller once the last words are heard: leaving the stream lets its TwiML go on. */
const transferAgreed: Handler<"transfer_agreed"> = (call) =>
  settle({ ...call, state: "transferring", ending: "transferred" }, [
    { type: "disarm_silence" },
    { type: "disarm_filler" },
  ]);

const guestSpeaking: Handler<"guest_speaking"> = (call) => {
  if (call.guestTalking && !call.speech) return [call, []];
  const cut: Effect[] = call.speech ? [{ type: "interrupt" }] : [];
  return settle({ ...call, guestTalking: true, speech: false }, cut);
};

/** While the line says its last words before a transfer, noise and late words do not hold the transfer up. */
const note: Handler<"guest_speaking"> = (call) => [call, []];

const guestQuiet: Handler<"guest_quiet"> = (call) => settle({ ...call, guestTalking: false });

const guestTurn: Handler<"guest_turn"> = (call) => {
  const heard = { ...call, guestTalking: false, waiting: Math.min(MAX_WAITING, call.waiting + 1) };
  const cut: Effect[] = call.speech ? [{ type: "interrupt" }] : [];
  if (call.busy) return settle({ ...heard, speech: false }, cut);
  const [next, effects] = nextTurn({ ...heard, speech: false, ending: null });
  return [next, [...cut, ...effects]];
};

/** A turn spoken to a person, or to music, is for them; it only stops counting as talk. */
const overheard: Handler<"guest_turn"> = (call) => [{ ...call, guestTalking: false }, []];

const silenceDue: Handler<"silence_due"> = (call) => {
  if (call.guestTalking) return [call, []];
  const silences = call.silences + 1;
  if (silences > MAX_SILENCES) return finish(call, "silence");
  return settle({ ...call, busy: true, silences }, [{ type: "tell_silent", count: silences }]);
};

const fillerDue: Handler<"filler_due"> = (call) => {
  if (call.guestTalking) return [call, [{ type: "arm_filler", ms: FILLER_AGAIN_MS }]];
  const said: Effect = { type: "say", phrase: "filler", count: call.fillers };
  return [{ ...call, fillers: call.fillers + 1, speech: true, state: "speaking" }, [said]];
};

const capNear: Handler<"cap_near"> = (call) =>
  settle({ ...call, speech: true }, [{ type: "say", phrase: "cap_near", count: 0 }]);

const capReached: Handler<"cap_reached"> = (call) => {
  const cut: Effect[] = call.speech || call.busy ? [{ type: "interrupt" }] : [];
  const last = {
    ...call,
    speech: true,
    busy: false,
    tools: 0,
    waiting: 0,
    guestTalking: false,
    ending: "cap" as const,
  };
  return settle({ ...last, state: "speaking" }, [...cut, { type: "say", phrase: "cap_reached", count: 0 }]);
};

const capWithoutWords: Handler<"cap_reached"> = (call) => finish(call, "cap");

const hold: Handler<"hold"> = (call, { on }) => {
  if (on === (call.state === "on_hold")) return [call, []];
  const cut: Effect[] = call.speech ? [{ type: "interrupt" }] : [];
  const quiet: Effect[] = [...cut, { type: "disarm_silence" }, { type: "disarm_filler" }];
  if (on) return [{ ...call, state: "on_hold", speech: false, guestTalking: false, waiting: 0 }, quiet];
  return settle({ ...call, state: "listening", silences: 0 });
};

const person: Handler<"person"> = (call, { joined }) => {
  if (joined === (call.state === "with_person")) return [call, []];
  const cut: Effect[] = call.speech ? [{ type: "interrupt" }] : [];
  const quiet: Effect[] = [...cut, { type: "disarm_silence" }, { type: "disarm_filler" }];
  if (joined)
    return [
      { ...call, state: "with_person", speech: false, guestTalking: false, waiting: 0, ending: null },
      quiet,
    ];
  return settle({ ...call, state: "listening", silences: 0 });
};

/** Facts still change while a person talks or music plays; nothing is said and no timer starts. */
const heldFact =
  <T extends CallEventType>(change: (call: CallData) => Partial<CallData>): Handler<T> =>
  (call) => [{ ...call, ...change(call) }, []];

const hangUp: Handler<"hang_up"> = (call, { reason }) =>
  finish(call, reason, call.speech ? [{ type: "interrupt" }] : []);
const guestGone: Handler<"guest_gone"> = (call) =>
  finish(call, call.ending ?? "guest_hung_up", call.speech ? [{ type: "interrupt" }] : []);
const fault: Handler<"fault"> = (call) => finish(call, "failed", call.speech ? [{ type: "interrupt" }] : []);

const ringing: Row = {
  opened,
  refused: (call) => finish(call, "refused"),
  speech_started: null,
  speech_ended: null,
  tool_started: null,
  tool_finished: null,
  brain_done: null,
  brain_failed: null,
  transfer_agreed: null,
  guest_speaking: null,
  guest_quiet: null,
  guest_turn: null,
  silence_due: null,
  filler_due: null,
  cap_near: null,
  cap_reached: null,
  hold: null,
  person: null,
  hang_up: hangUp,
  guest_gone: guestGone,
  fault,
};

const withLine: Row = {
  opened: null,
  refused: null,
  speech_started: speechStarted,
  speech_ended: speechEnded,
  tool_started: toolStarted,
  tool_finished: toolFinished,
  brain_done: brainDone,
  brain_failed: brainFailed,
  transfer_agreed: transferAgreed,
  guest_speaking: guestSpeaking,
  guest_quiet: guestQuiet,
  guest_turn: guestTurn,
  silence_due: null,
  filler_due: null,
  cap_near: capNear,
  cap_reached: capReached,
  hold,
  person,
  hang_up: hangUp,
  guest_gone: guestGone,
  fault,
};

const elsewhere: Row = {
  ...withLine,
  speech_started: heldFact(() => ({ speech: true })),
  speech_ended: heldFact(() => ({ speech: false })),
  tool_started: heldFact((call) => ({ tools: call.tools + 1 })),
  tool_finished: heldFact((call) => ({ tools: Math.max(0, call.tools - 1) })),
  brain_done: heldFact(() => ({ busy: false, tools: 0, fillers: 0 })),
  brain_failed: heldFact(() => ({ busy: false, tools: 0, fillers: 0 })),
  transfer_agreed: null,
  guest_speaking: null,
  guest_quiet: null,
  guest_turn: overheard,
  cap_near: null,
  cap_reached: capWithoutWords,
};

const over: Row = {
  ...ringing,
  opened: null,
  refused: null,
  hang_up: null,
  guest_gone: null,
  fault: null,
};

/** What each state does with each event; `null` means that the event is ignored there. */
export const table: Readonly<Record<CallState, Row>> = {
  ringing,
  greeting: withLine,
  listening: { ...withLine, silence_due: silenceDue },
  thinking: { ...withLine, filler_due: fillerDue },
  tool: { ...withLine, filler_due: fillerDue },
  speaking: withLine,
  on_hold: elsewhere,
  transferring: {
    ...withLine,
    guest_speaking: note,
    guest_turn: overheard,
    transfer_agreed: null,
    cap_near: null,
  },
  with_person: elsewhere,
  ended: over,
  failed: over,
};

/** One step of the call: the new data and what must be done now, in order. Pure. */
export function step(call: CallData, event: CallEventIn): Step {
  const handler = table[call.state][event.type] as Handler<typeof event.type> | null;
  if (!handler || isOver(call.state)) return [call, []];
  return handler(call, event as never);
}
