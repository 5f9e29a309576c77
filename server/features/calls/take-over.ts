import { z } from "zod";
import { type StaffAccess, staffAccess } from "@/server/features/line";
import { Id } from "@/server/kernel/ids";
import type { HotelCtx } from "@/server/verbs/ctx";
import { defineVerb } from "@/server/verbs/define-verb";
import { announceTakeOver } from "./announce";
import { mustPassHere, runningCall, tellWorker } from "./running-call";

const TakeOverInput = z.object({ callId: Id, on: z.boolean() });

/** A person speaks instead of the line, announced to the guest first; off gives the call back. */
export const takeOverCall = defineVerb({
  name: "calls.takeOver",
  input: TakeOverInput,
  output: z.object({ callId: Id }),
  permission: "calls:control",
  effect: "telephony",
  async run(tx, ctx, { callId, on }) {
    const call = await runningCall(tx, ctx, callId);
    mustPassHere(call);
    const announce = on ? { announce: announceTakeOver(call.language) } : {};
    await tellWorker(tx, callId, { type: "take_over", callId, on, ...announce });
    return {
      result: { callId },
      audit: { subject: { kind: "call", id: callId }, after: { command: on ? "take_over" : "hand_back" } },
    };
  },
});

/** Takes the call over and gives the browser its way to speak. Not one transaction: the worker is looked up after. */
export async function takeOver(ctx: HotelCtx, callId: string): Promise<StaffAccess> {
  await takeOverCall.execute(ctx, { callId, on: true });
  return staffAccess(ctx, callId);
}
