import { person, personGone, personQuiet, saidToPerson } from "./machine-aside";
import type { CallData, CallEventIn, CallEventType, Effect, WorkerState } from "./machine-data";
import {
  cutOf,
  FILLER_AFTER_THINK_MS,
  FILLER_AFTER_WORDS_MS,
  finish,
  type Handler,
  isOver,
  nobodyTalks,
  quietTimers,
  type Row,
  type Step,
  settle,
} from "./machine-moves";

const MAX_FAILURES = 2;
const MAX_WAITING = 5;
/** So long the words at the cap may take, in milliseconds; then the call ends whoever talks. */
const LAST_WORDS_MS = 15_000;
/** Unanswered prompts after which the call ends even if the brain would go on asking. */
const MAX_SILENCES = 4;

const opened: Handler<"opened"> = (call, { resumed, told = false }) =>
  resumed
    ? settle({ ...call, state: "listening", busy: told }, [{ type: "pick_up" }])
    : [
        { ...call, state: "greeting", busy: true },
        [{ type: "greet" }, { type: "arm_filler", ms: FILLER_AFTER_THINK_MS, first: true }],
      ];

/** The guest goes on after all: what the line was about to say waits until it is known whether they do. */
const speechStarted: Handler<"speech_started"> = (call) =>
  call.guestTalking && call.state !== "transferring"
    ? settle({ ...call, paused: true }, [{ type: "pause" }])
    : settle({ ...call, speech: true });
const speechEnded: Handler<"speech_ended"> = (call) =>
  settle({ ...call, speech: false, covered: false }, call.wordsAwaited ? [armForWords] : []);
const toolStarted: Handler<"tool_started"> = (call) => settle({ ...call, tools: call.tools + 1 });
const toolFinished: Handler<"tool_finished"> = (call) =>
  settle({ ...call, tools: Math.max(0, call.tools - 1) });

/** A waiting guest turn goes before any ending: "oh, one more thing" keeps the call. */
const brainDone: Handler<"brain_done"> = (call, { end }) => {
  const done = { ...call, busy: false, tools: 0, fillers: 0, failures: 0 };
  // Whom a person or the keypad was promised gets them all the same, behind the answer.
  const ending = call.state === "transferring" ? call.ending : null;
  if (call.waiting > 0) return nextTurn({ ...done, ending });
  return settle({ ...done, ending: end ?? call.ending });
};

const brainFailed: Handler<"brain_failed"> = (call) => {
  const failures = call.failures + 1;
  const done = { ...call, busy: false, tools: 0, fillers: 0, failures };
  if (call.ending === "cap") return settle(done);
  // The first words were to be the brain's: the line has its own.
  if (call.state === "greeting" && !call.speech)
    return settle({ ...done, speech: true }, [{ type: "say", phrase: "greeting", count: 0 }]);
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

/**
 * The app connects the caller once the last words are heard: leaving the stream lets its TwiML go on. Who talks already
 * holds that up no more than who begins later.
 */
const transferAgreed: Handler<"transfer_agreed"> = (call) => {
  const on: Effect[] = call.paused ? [{ type: "unpause" }] : [];
  const leaving = { ...call, ...nobodyTalks, speech: call.speech || call.paused, paused: false };
  return settle({ ...leaving, state: "transferring", ending: "transferred" }, [
    ...on,
    { type: "disarm_silence" },
  ]);
};

/** Silence at the first sound; whether it was an interruption is known a little later. */
const guestSpeaking: Handler<"guest_speaking"> = (call) => {
  if (call.ending === "cap") return note(call);
  if (call.guestTalking && !call.speech) return [call, []];
  const pause: Effect[] = call.speech ? [{ type: "pause" }] : [];
  const paused = call.paused || call.speech;
  const talks = { guestTalking: true, wordsAwaited: false, covered: false };
  return settle({ ...call, ...talks, speech: false, paused }, pause);
};

const guestWords: Handler<"guest_words"> = (call) =>
  call.ending === "cap"
    ? note(call)
    : settle(
        { ...call, guestTalking: true, wordsAwaited: false, speech: false, paused: false, covered: false },
        cutOf(call),
      );

/** Nobody meant to interrupt: speech goes on where it stopped, and a wait is covered as if nothing had been. */
const guestQuiet: Handler<"guest_quiet"> = (call) => {
  const quiet = { ...call, ...nobodyTalks };
  if (call.paused) return settle({ ...quiet, paused: false, speech: true }, [{ type: "unpause" }]);
  const waits = call.state === "thinking" || call.state === "tool";
  const state = waits ? "listening" : call.state;
  return settle({ ...quiet, state, covered: false, fillers: call.busy ? call.fillers : 0 });
};

const armForWords = { type: "arm_filler", ms: FILLER_AFTER_WORDS_MS, first: true } as const;

/** A slow recogniser is silence to the guest, like a slow answer. */
const guestEnded: Handler<"guest_ended"> = (call, { endedAt: since }) =>
  call.guestTalking ? [{ ...call, wordsAwaited: true }, [{ ...armForWords, since }]] : [call, []];

/** The last words before a transfer, and at the cap, are said to their end: noise and late words hold nothing up. */
const note = (call: CallData): Step => [call, []];

const guestTurn: Handler<"guest_turn"> = (call, { answering = false }) => {
  if (call.ending === "cap") return overheard(call, { type: "guest_turn" });
  const waiting = Math.min(MAX_WAITING, call.waiting + 1);
  const heard = { ...call, ...nobodyTalks, covered: false, waiting };
  // The answer follows "one moment" when that is said.
  if (call.covered && !answering) return call.busy ? settle(heard) : nextTurn({ ...heard, ending: null });
  const cut = cutOf(call);
  // They wait anew, from these words on.
  if (call.busy)
    return settle({ ...heard, state: "listening", speech: false, paused: false, fillers: 0 }, cut);
  const [next, effects] = nextTurn({ ...heard, speech: false, paused: false, ending: null });
  return [next, [...cut, ...effects]];
};

/** A turn spoken to a person, or while the line takes its leave, asks for no answer; it only stops counting as talk. */
const overheard: Handler<"guest_turn"> = (call) => [{ ...call, ...nobodyTalks }, []];

const silenceDue: Handler<"silence_due"> = (call) => {
  if (call.guestTalking) return [call, []];
  const silences = call.silences + 1;
  if (silences > MAX_SILENCES) return finish(call, "silence");
  return settle({ ...call, busy: true, silences }, [{ type: "tell_silent", count: silences }]);
};

/** Never over the guest: once it is known what they were about, it is armed again. */
const fillerDue: Handler<"filler_due"> = (call) => {
  if (call.guestTalking && !call.wordsAwaited) return [call, []];
  // A call that was about to end does so once it is known what they wanted.
  const wordsAwaited = call.wordsAwaited && call.ending !== null;
  // What somebody may have interrupted goes on, until their words come.
  if (call.paused) {
    const on = { ...call, guestTalking: false, wordsAwaited, paused: false, speech: true };
    return settle(on, [{ type: "unpause" }]);
  }
  // A brain that has no first words gets the hotel's.
  if (call.state === "greeting")
    return [
      { ...call, speech: true },
      [{ type: "interrupt" }, { type: "say", phrase: "greeting", count: 0 }],
    ];
  const { fillers, wordsAwaited: covered } = call;
  const said: Effect = { type: "say", phrase: "filler", count: fillers };
  const next = { ...call, guestTalking: false, wordsAwaited, covered, fillers: fillers + 1 };
  return [{ ...next, speech: true, state: "speaking" }, [said]];
};

/** While the line listens, only words that are awaited are waited for. */
const wordsDue: Handler<"filler_due"> = (call) =>
  call.wordsAwaited ? fillerDue(call, { type: "filler_due" }) : [call, []];

/** The state stays: the call still ends once the last words are said. */
const onTheWayDue: Handler<"filler_due"> = (call) => {
  if (call.speech || !call.busy) return [call, []];
  const said: Effect = { type: "say", phrase: "filler", count: call.fillers };
  return [{ ...call, fillers: call.fillers + 1, speech: true }, [said]];
};

const capNear: Handler<"cap_near"> = (call) =>
  settle({ ...call, speech: true }, [{ type: "say", phrase: "cap_near", count: 0 }]);

const capReached: Handler<"cap_reached"> = (call) => {
  if (call.ending === "cap") return finish(call, "cap", cutOf(call));
  const cut: Effect[] = call.busy ? [{ type: "interrupt" }] : cutOf(call);
  const last = {
    ...call,
    speech: true,
    paused: false,
    busy: false,
    tools: 0,
    waiting: 0,
    ...nobodyTalks,
    ending: "cap" as const,
  };
  return settle({ ...last, state: "speaking" }, [
    ...cut,
    { type: "arm_cap", ms: LAST_WORDS_MS },
    { type: "say", phrase: "cap_reached", count: 0 },
  ]);
};

const capWithoutWords: Handler<"cap_reached"> = (call) => finish(call, "cap");
/** Whom a person was promised gets them: at the cap the last words before it are cut short. */
const capBeforePerson: Handler<"cap_reached"> = (call) => finish(call, "transferred", cutOf(call));
/** A person who has had the call for as long as may be: both hear that the time is over. */
const personLimit: Handler<"person_limit"> = (call) => {
  const [last, effects] = capReached(call, { type: "cap_reached" });
  return [last, [{ type: "disarm_person" }, ...effects]];
};

/** Facts still change while a person talks; nothing is said and no timer starts. */
const heldFact =
  <T extends CallEventType>(change: (call: CallData) => Partial<CallData>): Handler<T> =>
  (call) => [{ ...call, ...change(call) }, []];

/**
 * The socket broke without a goodbye. Nothing more is said, the brain finishes its turn, and what was said by either
 * side and not taken in waits for the guest, wherever they come back.
 */
const guestLost: Handler<"guest_lost"> = (call, { patienceMs }) => {
  if (call.ending || patienceMs <= 0) return guestGone(call, { type: "guest_gone" });
  const left = { ...call, away: true, speech: false, paused: false, ...nobodyTalks };
  return [left, [{ type: "mute" }, ...quietTimers, { type: "arm_return", ms: patienceMs }]];
};

const hangUp: Handler<"hang_up"> = (call, { reason }) => finish(call, reason, cutOf(call));
const guestGone: Handler<"guest_gone"> = (call) => finish(call, call.ending ?? "guest_hung_up", cutOf(call));
/** The call ends by our fault, amid whatever it was. */
const breakOff = (call: CallData, effects: readonly Effect[]): Step => {
  const [over, done] = finish(call, "failed", effects);
  return [over, done.map((effect) => (effect.type === "end" ? { ...effect, wordless: true } : effect))];
};
const fault: Handler<"fault"> = (call) => breakOff(call, cutOf(call));
/**
 * On the telephone the call leaves the worker for a sentence by the service's own voice; what was not heard is said when
 * it is back. A call that was about to end, or one without such a voice, ends: its goodbye is written for a page, and
 * said by the service.
 */
const voiceLost: Handler<"voice_lost"> = (call, { carrier }) =>
  carrier && !call.ending
    ? [
        { ...call, away: true, speech: false, paused: false },
        [{ type: "mute" }, ...quietTimers, { type: "borrow_voice" }],
      ]
    : breakOff(call, [{ type: "interrupt" }, { type: "say", phrase: "goodbye", count: 0 }]);

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
  guest_words: null,
  guest_quiet: null,
  guest_ended: null,
  guest_turn: null,
  silence_due: null,
  filler_due: null,
  cap_near: null,
  cap_reached: null,
  person: null,
  person_gone: null,
  person_quiet: null,
  person_limit: null,
  hang_up: hangUp,
  guest_lost: (call) => guestGone(call, { type: "guest_gone" }),
  guest_gone: guestGone,
  voice_lost: null,
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
  guest_words: guestWords,
  guest_quiet: guestQuiet,
  guest_ended: guestEnded,
  guest_turn: guestTurn,
  silence_due: null,
  filler_due: null,
  cap_near: capNear,
  cap_reached: capReached,
  person,
  person_gone: null,
  person_quiet: null,
  person_limit: null,
  hang_up: hangUp,
  guest_lost: guestLost,
  guest_gone: guestGone,
  voice_lost: voiceLost,
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
  guest_words: null,
  guest_quiet: null,
  guest_ended: null,
  guest_turn: overheard,
  cap_near: null,
  cap_reached: capWithoutWords,
  voice_lost: null,
};

/** The guest's socket is gone for the moment: facts change, nothing is said and nothing new begins. */
const awayRow: Row = {
  ...elsewhere,
  guest_turn: heldFact((call) => ({ waiting: Math.min(MAX_WAITING, call.waiting + 1) })),
  person: null,
  guest_lost: null,
};

const over: Row = {
  ...ringing,
  opened: null,
  refused: null,
  hang_up: null,
  guest_lost: null,
  guest_gone: null,
  fault: null,
};

/** What each state does with each event; `null` means that the event is ignored there. */
export const table: Readonly<Record<WorkerState, Row>> = {
  ringing,
  greeting: { ...withLine, filler_due: fillerDue },
  listening: { ...withLine, silence_due: silenceDue, filler_due: wordsDue },
  thinking: { ...withLine, filler_due: fillerDue },
  tool: { ...withLine, filler_due: fillerDue },
  speaking: withLine,
  transferring: {
    ...withLine,
    guest_speaking: note,
    guest_words: note,
    guest_ended: null,
    guest_turn: overheard,
    transfer_agreed: null,
    filler_due: onTheWayDue,
    cap_near: null,
    cap_reached: capBeforePerson,
    // The guest is on the way to a person, with words or without.
    voice_lost: null,
  },
  with_person: {
    ...elsewhere,
    // How long a person talks with a guest is theirs to say, within `person_limit`.
    cap_reached: null,
    person_limit: personLimit,
    speech_ended: saidToPerson,
    person_gone: personGone,
    person_quiet: personQuiet,
  },
  ended: over,
  failed: over,
};

/** One step of the call: the new data and what must be done now, in order. Pure. */
export function step(call: CallData, event: CallEventIn): Step {
  const row = call.away && !isOver(call.state) ? awayRow : table[call.state];
  const handler = row[event.type] as Handler<typeof event.type> | null;
  if (!handler || isOver(call.state)) return [call, []];
  return handler(call, event as never);
}
