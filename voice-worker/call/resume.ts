import type { BrainDialogue, BrainIo, BrainOutput, GuestTurn } from "@/server/brain/port";
import type { ResumeCause } from "@/server/line/contract";
import type { Phrases } from "./phrases";
import type { CallSnapshot } from "./snapshot";

/** How a call that has moved goes on. */
export interface PickUp {
  /** Guest turns that were heard and not answered: they are answered now, never asked for again. */
  answer: readonly GuestTurn[];
  /** What the line says by itself. */
  say?: string;
}

/** What is needed to go on, and no word more: a guest who was not interrupted need not know that anything happened. */
export function pickUp(was: CallSnapshot, phrases: Pick<Phrases, "resumed">): PickUp {
  if (was.unanswered.length > 0) return { answer: was.unanswered };
  if (was.guestTalking) return { answer: [], say: phrases.resumed };
  return was.unheard ? { answer: [], say: was.unheard } : { answer: [] };
}

/** Who comes back from a person or a payment has been away for as long as that took. */
export const wasAway = (cause: ResumeCause | undefined): boolean => cause !== undefined && cause !== "moved";

/** How the brain says why the call is back. */
export type SaysWhy = (io: BrainIo) => AsyncIterable<BrainOutput>;

/** Nothing when there is no reason to tell: without a cause the call has moved. */
export const whyBack = (dialogue: BrainDialogue, cause: ResumeCause | undefined): SaysWhy | undefined =>
  cause && wasAway(cause) ? (io) => dialogue.resumedWith(cause, io) : undefined;
