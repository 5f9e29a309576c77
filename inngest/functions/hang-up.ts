import type { Inngest } from "inngest";
import { CallHangUpRequested, hangUpGuest } from "@/server/features/telephony";
import { hotelJob, inCallTrace, type JobApp } from "./job";

/** Has the telephone service end a call that no worker holds, because staff hung up. */
export const hangUpCall = (client: Inngest, app: JobApp) =>
  client.createFunction(
    { id: "hang-up-call", triggers: [{ event: CallHangUpRequested.eventName }], retries: 3 },
    ({ event, step }) => {
      const { callId } = CallHangUpRequested.schema.parse(event.data);
      return step.run("hang up", () =>
        inCallTrace(callId, "hang-up-call", () =>
          hangUpGuest(hotelJob(app, "hang-up-call", event.data), callId),
        ),
      );
    },
  );
