import type { CallOpening } from "@/server/line/contract";
import type { ToolName, ToolResult } from "@/server/tools";
import { sameWords } from "./ahead";

/** An answer to a question about the house, and the reads it came from with what they said then. */
export interface KnownAnswer {
  says: readonly string[];
  reads: readonly { name: ToolName; args: Record<string, unknown>; said: string }[];
}

const TTL_MS = 3_600_000;
const BOUND = 500;
/** Reads that know nothing of the caller. */
const GENERAL = new Set<ToolName>(["get_policy", "ask_knowledge", "list_events"]);
/** A question that leans on what was said before is not the same question in another call. */
const LEANS =
  /\b(?:it|its|that|this|those|these|they|them|there|then|one|ones|he|she|his|her|my|our|mine|instead|also|too|else)\b/;

/**
 * Answers to pure questions, for an hour. On a hit the reads are made again in the new call: it is used only when they
 * still say the same, so that a changed policy is never answered from memory and every fact is one of the call.
 */
export class AnswerCache {
  private readonly known = new Map<string, { answer: KnownAnswer; until: number }>();

  constructor(private readonly now: () => number) {}

  /** Undefined for what is no question that stands alone. */
  keyOf(opening: CallOpening, question: string, language = opening.language): string | undefined {
    const words = sameWords(question);
    const count = words.split(" ").length;
    return count < 3 || count > 24 || LEANS.test(words)
      ? undefined
      : `${opening.hotel.id} ${language} ${opening.persona.instructions} ${words}`;
  }

  get(key: string): KnownAnswer | undefined {
    const entry = this.known.get(key);
    if (!entry) return undefined;
    if (entry.until > this.now()) return entry.answer;
    this.known.delete(key);
    return undefined;
  }

  /** Keeps an answer if it came from general reads alone and one of them knew something. */
  keep(key: string, answer: KnownAnswer): void {
    if (answer.says.length === 0 || !answer.reads.some((read) => read.said)) return;
    if (!answer.reads.every((read) => GENERAL.has(read.name))) return;
    this.known.delete(key);
    this.known.set(key, { answer, until: this.now() + TTL_MS });
    const oldest = this.known.keys().next();
    if (this.known.size > BOUND && !oldest.done) this.known.delete(oldest.value);
  }

  forget(key: string): void {
    this.known.delete(key);
  }
}

/** What a read said, to compare with what it says now; empty for a failure. */
export const saidBy = (result: ToolResult): string =>
  result.ok ? [result.say, ...result.facts.map((fact) => fact.spoken)].join("\n") : "";
