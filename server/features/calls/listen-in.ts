import { z } from "zod";
import { type StaffAccess, staffAccess } from "@/server/features/line";
import { linePolicyAt } from "@/server/features/policies";
import { forbidden } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import type { HotelCtx } from "@/server/verbs/ctx";
import { defineVerb } from "@/server/verbs/define-verb";
import { mustBeLive, mustPassHere, runningCall } from "./running-call";

/** Notes that a person listens to a running call, when the greeting of this call said that staff may. */
const listenToCall = defineVerb({
  name: "calls.listen",
  input: z.object({ callId: Id }),
  output: z.object({ callId: Id }),
  permission: "calls:listen",
  effect: "telephony",
  async run(tx, ctx, { callId }) {
    const call = await runningCall(tx, ctx, callId);
    mustPassHere(call);
    await mustBeLive(tx, callId);
    const { listenIn } = await linePolicyAt(tx, ctx.hotelId, call.startedAt);
    if (!listenIn && call.state !== "with_person")
      throw forbidden(
        "The greeting of this call did not say that staff may listen. A manager can allow it for later calls under Settings, The line.",
      );
    return {
      result: { callId },
      audit: { subject: { kind: "call", id: callId }, after: { command: "listen" } },
    };
  },
});

/** Lets the browser hear a running call. Not one transaction: the worker is looked up after the check. */
export async function listenIn(ctx: HotelCtx, callId: string): Promise<StaffAccess> {
  await listenToCall.execute(ctx, { callId });
  return staffAccess(ctx, callId);
}
