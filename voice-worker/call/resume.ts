import type { BrainDialogue, BrainIo, BrainOutput, GuestTurn } from "@/server/brain/port";
import type { ResumeCause, ToolDone } from "@/server/line/contract";
import { isToolName } from "@/server/tools";
import { isLasting } from "@/server/tools/once";
import type { Phrases } from "./phrases";
import type { CallSnapshot, EarlierSnapshot } from "./snapshot";
import { dataOf } from "./tool-runner";

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

/**
 * What was done in this call that its dialogue does not know of, by number: what the app has told, with the very arguments
 * where the snapshot has them, and what only the snapshot tells (a wish that never reached the app). What could not be
 * answered and is not on record is no result: it is asked for again.
 */
export function unknownToDialogue(was: EarlierSnapshot, told: readonly ToolDone[] = []): ToolDone[] {
  const open = new Set(was.unanswered.map(({ id }) => id));
  const steps = new Map<number, ToolDone>();
  for (const { turnId = "", toolSequence, ...step } of was.done)
    if (toolSequence !== undefined) steps.set(toolSequence, { ...step, turnId, toolSequence });
  for (const step of told) {
    const args = steps.get(step.toolSequence)?.args ?? step.args;
    if (step.toolSequence > was.toolsTold || open.has(step.turnId))
      steps.set(step.toolSequence, { ...step, args });
  }
  return [...steps.values()]
    .filter(({ result }) => result.ok || result.code !== "later" || result.noted)
    .toSorted((a, b) => a.toolSequence - b.toolSequence);
}

/** An effect of a turn that nobody will answer again, of which the guest may not have heard. */
export const outlives = ({ name, result }: ToolDone): boolean =>
  result.ok && isToolName(name) && isLasting(name);

/** What the app made last of the guest's wish to be recorded or not; nobody has told the dead worker's successor but these. */
export function recordingIn(taken: readonly ToolDone[]): boolean | undefined {
  const last = taken.findLast(({ name, result }) => name === "set_recording" && result.ok);
  return last && (dataOf("set_recording", last.result) as { recording: boolean } | undefined)?.recording;
}

/** Who comes back from a person or a payment has been away for as long as that took. */
export const wasAway = (cause: ResumeCause | undefined): boolean => cause !== undefined && cause !== "moved";

/** How the brain says why the call is back. */
export type SaysWhy = (io: BrainIo) => AsyncIterable<BrainOutput>;

/** Nothing when there is no reason to tell: without a cause the call has moved. */
export const whyBack = (dialogue: BrainDialogue, cause: ResumeCause | undefined): SaysWhy | undefined =>
  cause && wasAway(cause) ? (io) => dialogue.resumedWith(cause, io) : undefined;
