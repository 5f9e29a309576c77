import type { Tx } from "@/server/db";
import { commandCall, type HeldBy, heldBy } from "@/server/features/line";
import { conflict, type DomainError, notFound } from "@/server/kernel/errors";
import type { Command } from "@/server/line/contract";
import type { HotelCtx } from "@/server/verbs/ctx";

/** A call of this hotel that still runs. Throws `not_found`, or `conflict` once it is over. */
export async function runningCall(tx: Tx, ctx: HotelCtx, callId: string) {
  const call = await tx.call.findFirst({
    where: { id: callId, hotelId: ctx.hotelId },
    select: {
      ...{ id: true, state: true, language: true, startedAt: true, endedAt: true, realtime: true },
      ...{ channel: true, externalId: true },
    },
  });
  if (!call) throw notFound("This call");
  if (call.endedAt) throw conflict("This call is already over.");
  return call;
}

/** Throws `conflict` for a call whose sound does not pass the hotel: nobody can be put into it. */
export function mustPassHere({ realtime }: { realtime: boolean }): void {
  if (realtime)
    throw conflict(
      "This guest speaks with OpenAI Realtime: nobody can listen or take over. Tell the line by Whisper or Speak, or hang up.",
    );
}

const WHY: Readonly<Record<Exclude<HeldBy, "worker">, string>> = {
  gather: "This call has no live sound: nobody can whisper, listen or take over. Use Speak, or hang up.",
  waiting:
    "The caller waits in the queue or leaves a message, and the line is not on the call. Hang up, or wait until the line has it.",
  person:
    "The guest is with a person by telephone, or on the way there, and the line is not on the call. Hang up, or wait until the line has it again.",
  keypad: "The guest types a card on the keypad. Try again afterwards: the line has the call again then.",
  nobody: "No line has this call at the moment. Try again in a few seconds.",
};

/** Why the line cannot be told anything in a call that somebody else has. */
export const elsewhere = (held: HeldBy): DomainError => conflict(WHY[held === "worker" ? "nobody" : held]);

/** Throws `conflict` unless a worker holds the call, with its sound. */
export async function mustBeLive(tx: Tx, callId: string): Promise<void> {
  const held = await heldBy(tx, callId);
  if (held !== "worker") throw elsewhere(held);
}

/** Tells who holds the call. Throws `conflict` where nobody would take it: a call without a stream only takes words to say. */
export async function tellWorker(tx: Tx, callId: string, command: Command): Promise<void> {
  const held = await heldBy(tx, callId);
  const takes = held === "worker" || (held === "gather" && command.type === "say");
  if (!takes || !(await commandCall(tx, callId, command))) throw elsewhere(held);
}
