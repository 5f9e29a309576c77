import { toolOutcome } from "@/components/calls/words";
import type { SpokenTurn, TranscriptTurn } from "@/components/patterns/transcript-types";
import type { WorkerMessage } from "@/server/line/browser-media";

type StateMessage = Extract<WorkerMessage, { type: "state" }>;
export type PhonePhase = "idle" | "preparing" | "connecting" | "live" | "ended";

export interface PhoneProblem {
  /** What went wrong, which decides what is offered. */
  kind: "line" | "microphone" | "lost" | "refused";
  message: string;
}

/** Everything the softphone shows, except loudness. */
export interface PhoneState {
  phase: PhonePhase;
  callId: string | null;
  /** False in a call that is only typed. */
  audio: boolean;
  state: StateMessage["state"];
  listening: boolean;
  expectation: StateMessage["expectation"];
  demoEar: boolean;
  recording: boolean;
  muted: boolean;
  /** The microphone that was chosen; null leaves it to the browser. */
  microphone: string | null;
  /** The connection broke and is being made again. */
  rejoining: boolean;
  /** The hotel's realtime voice holds the call: nothing can be typed or keyed. */
  realtime: boolean;
  turns: readonly TranscriptTurn[];
  /** Wall clock of pick-up and end, ms. */
  startedAt: number | null;
  endedAt: number | null;
  endReason: string | null;
  problem: PhoneProblem | null;
}

export const idlePhone: PhoneState = {
  phase: "idle",
  callId: null,
  audio: true,
  state: "ringing",
  listening: false,
  expectation: { kind: "open" },
  demoEar: false,
  recording: false,
  muted: false,
  microphone: null,
  rejoining: false,
  realtime: false,
  turns: [],
  startedAt: null,
  endedAt: null,
  endReason: null,
  problem: null,
};

/** What a message of the worker changes. `now` is the wall clock, ms. */
export function reducePhone(phone: PhoneState, message: WorkerMessage, now: number): PhoneState {
  const atMs = phone.startedAt === null ? 0 : Math.max(0, now - phone.startedAt);
  switch (message.type) {
    case "ready":
      return {
        ...phone,
        phase: "live",
        rejoining: false,
        problem: null,
        callId: message.callId,
        audio: message.audio,
        recording: message.recording,
        demoEar: message.demoEar,
        startedAt: phone.startedAt ?? now,
      };
    case "state":
      return {
        ...phone,
        state: message.state,
        listening: message.listening,
        expectation: message.expectation,
      };
    case "guest":
      return { ...phone, turns: withGuest(phone.turns, message, atMs) };
    case "line":
      return { ...phone, turns: withClause(phone.turns, message, atMs) };
    case "heard":
      return message.cut ? { ...phone, turns: withCut(phone.turns, message) } : phone;
    case "tool":
      return { ...phone, turns: [...phone.turns, toolTurn(message, atMs, phone.turns.length)] };
    case "timing":
      return {
        ...phone,
        turns: changeLine(phone.turns, message.turnId, (turn) => ({
          ...turn,
          latencyMs: message.timing.total,
        })),
      };
    case "recording":
      return { ...phone, recording: message.on };
    case "ended":
      return { ...over(phone, now), endReason: message.reason };
    case "error":
      return { ...over(phone, now), problem: { kind: "refused", message: message.message } };
    default:
      return phone;
  }
}

/** The call is over, for whatever reason; a partial turn that never became words goes. */
export const over = (phone: PhoneState, now: number): PhoneState => ({
  ...phone,
  phase: "ended",
  rejoining: false,
  listening: false,
  state: "ended",
  endedAt: phone.endedAt ?? now,
  turns: phone.turns.filter((turn) => turn.kind !== "turn" || !turn.partial),
});

type Of<Type extends WorkerMessage["type"]> = Extract<WorkerMessage, { type: Type }>;
const lineId = (turnId: string) => `line-${turnId}`;

function withGuest(turns: readonly TranscriptTurn[], message: Of<"guest">, atMs: number): TranscriptTurn[] {
  const begun = turns.find((turn) => turn.kind === "turn" && turn.partial);
  const said: SpokenTurn = {
    kind: "turn",
    id: message.final ? `guest-${message.turnId}` : "guest-now",
    speaker: "guest",
    atMs: begun?.atMs ?? atMs,
    pieces: [{ text: message.text }],
    ...(message.final ? {} : { partial: true }),
    ...(message.source === "speech" ? {} : { source: message.source }),
  };
  const rest = turns.filter((turn) => turn !== begun);
  return message.text.trim() === "" ? rest : [...rest, said];
}

function withClause(turns: readonly TranscriptTurn[], message: Of<"line">, atMs: number): TranscriptTurn[] {
  const id = lineId(message.turnId);
  if (turns.some((turn) => turn.id === id))
    return changeLine(turns, message.turnId, (turn) => ({
      ...turn,
      pieces: [...turn.pieces, { text: ` ${message.text}` }],
    }));
  return [...turns, { kind: "turn", id, speaker: "line", atMs, pieces: [{ text: message.text }] }];
}

const withCut = (
  turns: readonly TranscriptTurn[],
  { turnId, heard, unheard }: Of<"heard">,
): TranscriptTurn[] =>
  changeLine(turns, turnId, (turn) => ({
    ...turn,
    pieces: [
      ...(heard ? [{ text: heard }] : []),
      ...(unheard ? [{ text: `${heard ? " " : ""}${unheard}`, unheard: true }] : []),
    ],
  }));

const changeLine = (
  turns: readonly TranscriptTurn[],
  turnId: string,
  change: (turn: SpokenTurn) => SpokenTurn,
): TranscriptTurn[] =>
  turns.map((turn) => (turn.kind === "turn" && turn.id === lineId(turnId) ? change(turn) : turn));

const toolTurn = (message: Of<"tool">, atMs: number, index: number): TranscriptTurn => ({
  kind: "tool",
  id: `tool-${index}-${message.turnId}`,
  name: message.name,
  outcome: message.ref
    ? `${toolOutcome(message.outcome)}: ${message.ref.code}`
    : toolOutcome(message.outcome),
  failed: message.outcome !== "ok",
  durationMs: message.durationMs,
  atMs,
});

/** Answers the line would understand now, as buttons. Digits have the keypad. */
export function answersFor({ kind, options }: StateMessage["expectation"]): readonly string[] {
  if (kind === "yes_no") return ["Yes", "No"];
  if (kind === "choice") return (options ?? []).slice(0, 8);
  return [];
}

/** What the state line says. */
export function stateWords(phone: PhoneState): string {
  switch (phone.phase) {
    case "idle":
      return "Not in a call";
    case "preparing":
      return "Asking for the microphone";
    case "connecting":
      return "Calling the line";
    case "ended":
      return "The call is over";
    default:
      return liveWords(phone);
  }
}

function liveWords({ state, listening, audio, muted, rejoining }: PhoneState): string {
  if (rejoining) return "Connecting again";
  if (listening)
    return audio
      ? muted
        ? "Listening, but you are muted"
        : "Listening: speak now"
      : "Listening: type your answer";
  switch (state) {
    case "ringing":
      return "Ringing";
    case "thinking":
      return "Thinking";
    case "tool":
      return "Looking that up";
    case "on_hold":
      return "On hold";
    case "transferring":
      return "Passing you to a person";
    case "with_person":
      return "With a person";
    case "ended":
    case "failed":
      return "The call is over";
    default:
      return "The line is speaking";
  }
}
