import { z } from "zod";
import { Id } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";
import { runningCall, tellWorker } from "./running-call";
import { TellCallInput } from "./schema";

const Told = z.object({ callId: Id });

/** A person's words, said to the guest in the line's voice. */
export const sayInCall = defineVerb({
  name: "calls.say",
  input: TellCallInput,
  output: Told,
  permission: "calls:control",
  effect: "telephony",
  async run(tx, ctx, { callId, text }) {
    await runningCall(tx, ctx, callId);
    await tellWorker(tx, callId, { type: "say", callId, text });
    return {
      result: { callId },
      audit: { subject: { kind: "call", id: callId }, after: { command: "say", text } },
    };
  },
});

/** A hint for what the line says next. The guest does not hear it. */
export const instructLine = defineVerb({
  name: "calls.instruct",
  input: TellCallInput,
  output: Told,
  permission: "calls:control",
  effect: "telephony",
  async run(tx, ctx, { callId, text }) {
    await runningCall(tx, ctx, callId);
    await tellWorker(tx, callId, { type: "instruct", callId, text });
    return {
      result: { callId },
      audit: { subject: { kind: "call", id: callId }, after: { command: "instruct", text } },
    };
  },
});
