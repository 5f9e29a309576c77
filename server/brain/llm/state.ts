import { z } from "zod";
import { type Ledger, newLedger } from "@/server/brain/gate";
import { type Memory, newMemory, readMemory } from "@/server/brain/local/adopt";
import type { CallOpening } from "@/server/line/contract";
import type { LlmMessage } from "@/server/providers/llm/port";

/** All a call's conversation remembers, whichever brain holds it. Plain JSON: a snapshot is a copy of it. */
export interface LlmState {
  kind: "llm";
  v: 1;
  /** The local brain's memory, always up to date, so that it can go on at any turn. */
  memory: Memory;
  ledger: Ledger;
  messages: LlmMessage[];
  holder: "llm" | "local";
  /** Language-model tokens of this call. */
  tokens: number;
  hints: string[];
  /** Digits of turns in a row that were little else: a card may come in groups. */
  digits: string;
}

const MAX_MESSAGES = 80;
const MAX_HINTS = 3;

export const newLlmState = (opening: CallOpening, memory = newMemory(opening.language)): LlmState => ({
  kind: "llm",
  v: 1,
  memory,
  ledger: newLedger(opening),
  messages: [],
  holder: "llm",
  tokens: 0,
  hints: [],
  digits: "",
});

const Shape = z.looseObject({
  kind: z.literal("llm"),
  v: z.literal(1),
  memory: z.unknown(),
  ledger: z.looseObject({ seq: z.int(), backings: z.array(z.unknown()), deeds: z.array(z.unknown()) }),
  messages: z.array(z.looseObject({ role: z.enum(["guest", "line", "tool"]) })),
  holder: z.enum(["llm", "local"]),
  tokens: z.number(),
  hints: z.array(z.string()),
  digits: z.string(),
});

/** A snapshot of this brain, or one of the local brain's as the memory of a new state; undefined for anything else. */
export function readLlmState(opening: CallOpening, snapshot: unknown): LlmState | undefined {
  const shaped = Shape.safeParse(snapshot);
  if (!shaped.success) {
    const memory = readMemory(snapshot);
    return memory ? newLlmState(opening, memory) : undefined;
  }
  const memory = readMemory(shaped.data.memory);
  return memory ? ({ ...structuredClone(shaped.data), memory } as unknown as LlmState) : undefined;
}

/** Keeps the newest messages, cut where a guest speaks: a tool's result never stands without its call. */
export function trimMessages(state: LlmState): void {
  const { messages } = state;
  if (messages.length <= MAX_MESSAGES) return;
  const from = messages.findIndex((m, i) => i >= messages.length - MAX_MESSAGES && m.role === "guest");
  if (from > 0) state.messages = messages.slice(from);
}

export function addHint(state: LlmState, text: string): void {
  state.hints = [...state.hints, text.slice(0, 500)].slice(-MAX_HINTS);
}

const wordsOf = (text: string): string[] => text.split(/\s+/).filter(Boolean);

/** What the line said after the guest's last words becomes what was heard of it. */
export function cutToHeard(state: LlmState, heard: string): void {
  let left = wordsOf(heard).length;
  const from = state.messages.findLastIndex((m) => m.role === "guest") + 1;
  state.messages = state.messages.map((message, i) => {
    if (i < from || message.role !== "line") return message;
    const words = wordsOf(message.text);
    const kept = words.slice(0, Math.max(0, left));
    left -= words.length;
    return {
      ...message,
      text: kept.length < words.length ? `${kept.join(" ")} … (interrupted)`.trim() : message.text,
    };
  });
}
