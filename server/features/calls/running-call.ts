import type { Tx } from "@/server/db";
import { commandCall } from "@/server/features/line";
import { conflict, notFound } from "@/server/kernel/errors";
import type { Command } from "@/server/line/contract";
import type { HotelCtx } from "@/server/verbs/ctx";

/** A call of this hotel that still runs. Throws `not_found`, or `conflict` once it is over. */
export async function runningCall(tx: Tx, ctx: HotelCtx, callId: string) {
  const call = await tx.call.findFirst({
    where: { id: callId, hotelId: ctx.hotelId },
    select: { id: true, state: true, language: true, startedAt: true, endedAt: true, realtime: true },
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

/** Tells the worker that holds the call. Throws `conflict` when nobody holds it. */
export async function tellWorker(tx: Tx, callId: string, command: Command): Promise<void> {
  if (!(await commandCall(tx, callId, command))) throw conflict("This call is already over.");
}
