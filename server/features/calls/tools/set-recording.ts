import { refuseParts } from "@/server/features/line";
import { implementTool } from "@/server/verbs/define-tool";
import { callTexts } from "./say";

/** A refusal stays: the recording is off for the rest of the call and what there is is deleted. */
export const setRecording = implementTool("set_recording", async (tx, ctx, { on }) => {
  const t = callTexts(ctx.call.language);
  const call = await tx.call.findFirstOrThrow({
    where: { id: ctx.call.callId },
    select: { recordingMode: true },
  });
  const recording = on && call.recordingMode !== "off";
  await tx.call.updateMany({ where: { id: ctx.call.callId }, data: { recordingRefused: !recording } });
  if (!recording) await refuseParts(tx, ctx, ctx.call.callId, ctx.call.epoch);
  return {
    ok: true,
    data: { recording },
    facts: [
      {
        kind: "confirmation",
        name: "recording",
        value: recording,
        spoken: recording ? t.recordingOn : t.recordingOff,
      },
    ],
    say: recording ? t.recordingOn : t.recordingOff,
    audit: { subject: { kind: "call", id: ctx.call.callId }, after: { recording } },
  };
});
