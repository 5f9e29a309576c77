import type { BrainDialogue, BrainIo, BrainOutput, GuestTurn } from "@/server/brain/port";
import type { ResumeCause } from "@/server/line/contract";
import type { Phrases } from "./phrases";
import type { CallSnapshot } from "./snapshot";

/** How a call that comes back goes on. */
export interface PickUp {
  /** Guest turns that were heard and not answered: they are answered now, never asked for again. */
  answer: readonly GuestTurn[];
  /** What the line says by itself. */
  say?: string;
  /** What the brain is told and does not say. */
  hint?: string;
}

const TOLD: Readonly<
  Record<Exclude<ResumeCause, "moved">, { phrase: keyof Omit<Phrases, "fillers">; hint: string }>
> = {
  unanswered: {
    phrase: "unanswered",
    hint: "The person the call was put through to did not answer. The guest was asked: a message, or a call-back?",
  },
  declined: {
    phrase: "declined",
    hint: "The person the call was put through to did not take it. The guest was asked: a message, or a call-back?",
  },
  paid: {
    phrase: "paid",
    hint: "The guest has paid by keypad just now, and was told so.",
  },
  not_paid: {
    phrase: "notPaid",
    hint: "The payment by keypad did not go through. The guest was told, and offered a link to pay later.",
  },
  handed_back: {
    phrase: "handedBack",
    hint: "A person of the hotel spoke with the guest and has handed the call back. The guest was told.",
  },
};

/**
 * What is needed to go on, and no word more: a guest who was not interrupted need not know that anything happened. Without
 * a cause the call has moved.
 */
export function pickUp(cause: ResumeCause | undefined, was: CallSnapshot, phrases: Phrases): PickUp {
  if (cause && cause !== "moved") {
    const { phrase, hint } = TOLD[cause];
    return { answer: [], say: phrases[phrase], hint };
  }
  if (was.unanswered.length > 0) return { answer: was.unanswered };
  if (was.guestTalking) return { answer: [], say: phrases.resumed };
  return was.unheard ? { answer: [], say: was.unheard } : { answer: [] };
}

/** How the brain says why the call is back. */
export type SaysWhy = (io: BrainIo) => AsyncIterable<BrainOutput>;

/** Nothing when there is no reason to tell, or the brain leaves it to the worker. */
export function whyBack(dialogue: BrainDialogue, cause: ResumeCause | undefined): SaysWhy | undefined {
  const say = dialogue.resumedWith?.bind(dialogue);
  return say && cause && cause !== "moved" ? (io) => say(cause, io) : undefined;
}
