import { z } from "zod";
import { Id } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";
import { runningCall, tellWorker } from "./running-call";
import { TellCallInput } from "./schema";

/** Words for a running call, as the worker's command of that name takes them. */
const tellCall = (command: "say" | "instruct") =>
  defineVerb({
    name: `calls.${command}`,
    input: TellCallInput,
    output: z.object({ callId: Id }),
    permission: "calls:control",
    effect: "telephony",
    async run(tx, ctx, { callId, text }) {
      await runningCall(tx, ctx, callId);
      await tellWorker(tx, callId, { type: command, callId, text });
      return {
        result: { callId },
        audit: { subject: { kind: "call", id: callId }, after: { command, text } },
      };
    },
  });

/** A person's words, said to the guest in the line's voice. */
export const sayInCall = tellCall("say");

/** A hint for what the line says next. The guest does not hear it. */
export const instructLine = tellCall("instruct");
