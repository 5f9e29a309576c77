import type { Inngest } from "inngest";
import { CallEnded } from "@/server/features/line";
import { summariseCall } from "@/server/features/summaries";
import { callJob, inCallTrace, type JobApp } from "./job";

/** After each call: what it came to, how it felt, whether somebody has to act. */
export const summariseEndedCall = (client: Inngest, app: JobApp) =>
  client.createFunction(
    { id: "summarise-call", triggers: [{ event: CallEnded.eventName }], retries: 8, concurrency: 4 },
    ({ event, step }) => {
      const { ctx, callId } = callJob(app, "summarise-call", event.data);
      return step.run("summarise", () =>
        inCallTrace(callId, "summarise-call", () => summariseCall.execute(ctx, { callId })),
      );
    },
  );
