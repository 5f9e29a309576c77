import { type Inngest, NonRetriableError } from "inngest";
import { RecordingUploaded } from "@/server/features/line";
import { processRecording, RecordingError, settleRecording } from "@/server/features/recordings";
import { callJob, inCallTrace, type JobApp } from "./job";

const DEADLINE_MS = 240_000;

/** When a recording has arrived: silence what is private, draw its waveform, keep it. */
export const keepRecording = (client: Inngest, app: JobApp) =>
  client.createFunction(
    {
      id: "keep-recording",
      triggers: [{ event: RecordingUploaded.eventName }],
      retries: 10,
      // Each holds a whole recording in memory.
      concurrency: 2,
      async onFailure({ event }) {
        const { ctx, callId } = callJob(app, "keep-recording", event.data.event.data);
        await settleRecording(ctx, callId, "failed");
      },
    },
    ({ event, step }) => {
      const { ctx, callId } = callJob(app, "keep-recording", event.data);
      return step.run("process", async () => {
        try {
          return await inCallTrace(callId, "keep-recording", () =>
            processRecording(ctx, callId, AbortSignal.timeout(DEADLINE_MS)),
          );
        } catch (error) {
          if (error instanceof RecordingError) throw new NonRetriableError(error.message, { cause: error });
          throw error;
        }
      });
    },
  );
