import type { Inngest } from "inngest";
import {
  carryOutAnswer,
  dialDueCallbacks,
  dialOutbound,
  endForgottenCalls,
  fetchMissedVoicemails,
  findUntoldPayments,
  KeypadPaymentRequested,
  LiveTransferRequested,
  OutboundCallRequested,
  ringWakeups,
  sendText,
  sendToKeypad,
  sendToPerson,
  settleSilentLegs,
  storeVoicemail,
  TextRequested,
  TransferAnswered,
  VoicemailReceived,
  writeDownVoicemail,
} from "@/server/features/telephony";
import type { HotelCtx } from "@/server/verbs/ctx";
import { hotelJob, inCallTrace, type JobApp } from "./job";

/** What one chore may take of the others' time at one hotel; what is left is done a round later. Milliseconds. */
const CHORE_MS = 20_000;

/** Dials a call that was asked for. Never twice: its row is claimed first. */
export const placeCall = (client: Inngest, app: JobApp) =>
  client.createFunction(
    { id: "place-call", triggers: [{ event: OutboundCallRequested.eventName }], retries: 2, concurrency: 4 },
    ({ event, step }) => {
      const { outboundId } = OutboundCallRequested.schema.parse(event.data);
      return step.run("dial", () => dialOutbound(hotelJob(app, "place-call", event.data), outboundId));
    },
  );

/** Takes a running call away from the line and to a person, because staff asked for it. */
export const moveLiveCall = (client: Inngest, app: JobApp) =>
  client.createFunction(
    { id: "move-live-call", triggers: [{ event: LiveTransferRequested.eventName }], retries: 3 },
    ({ event, step }) => {
      const ids = LiveTransferRequested.schema.parse(event.data);
      return step.run("instruct", () =>
        inCallTrace(ids.callId, "move-live-call", () =>
          sendToPerson(hotelJob(app, "move-live-call", event.data), ids),
        ),
      );
    },
  );

/** Tells the telephone service what staff answered for a person whose telephone was called. */
export const answerForPerson = (client: Inngest, app: JobApp) =>
  client.createFunction(
    { id: "answer-for-person", triggers: [{ event: TransferAnswered.eventName }], retries: 3 },
    ({ event, step }) => {
      const said = TransferAnswered.schema.parse(event.data);
      return step.run("instruct", () => carryOutAnswer(hotelJob(app, "answer-for-person", event.data), said));
    },
  );

/** Takes a running call to the keypad, because staff asked for it. */
export const moveToKeypad = (client: Inngest, app: JobApp) =>
  client.createFunction(
    { id: "move-to-keypad", triggers: [{ event: KeypadPaymentRequested.eventName }], retries: 3 },
    ({ event, step }) => {
      const ids = KeypadPaymentRequested.schema.parse(event.data);
      return step.run("instruct", () =>
        inCallTrace(ids.callId, "move-to-keypad", () =>
          sendToKeypad(hotelJob(app, "move-to-keypad", event.data), ids),
        ),
      );
    },
  );

/** Sends a text that was asked for. Never twice: its row is claimed first. */
export const deliverText = (client: Inngest, app: JobApp) =>
  client.createFunction(
    { id: "deliver-text", triggers: [{ event: TextRequested.eventName }], retries: 2, concurrency: 4 },
    ({ event, step }) => {
      const { textId } = TextRequested.schema.parse(event.data);
      return step.run("send", () => sendText(hotelJob(app, "deliver-text", event.data), textId));
    },
  );

/** Fetches the sound of a voicemail, removes it from the telephone service, and has it written down. */
export const keepVoicemail = (client: Inngest, app: JobApp) =>
  client.createFunction(
    { id: "keep-voicemail", triggers: [{ event: VoicemailReceived.eventName }], retries: 8, concurrency: 2 },
    async ({ event, step }) => {
      const { callId } = VoicemailReceived.schema.parse(event.data);
      const ctx = () => hotelJob(app, "keep-voicemail", event.data);
      const sound = await step.run("fetch", () =>
        inCallTrace(callId, "keep-voicemail", () => storeVoicemail(ctx(), callId)),
      );
      const words = await step.run("write down", () =>
        inCallTrace(callId, "write-down-voicemail", () => writeDownVoicemail(ctx(), callId)),
      );
      return { sound, words };
    },
  );

type Chore = (ctx: HotelCtx, until: AbortSignal) => Promise<number>;

/** Does chores for every hotel, one after the other. */
async function forEachHotel(app: JobApp, name: string, chores: readonly Chore[]) {
  const hotels = await app().deps.system.client.hotel.findMany({
    where: { archivedAt: null },
    select: { id: true, tenantId: true },
    orderBy: { id: "asc" },
  });
  let done = 0;
  for (const { id: hotelId, tenantId } of hotels) {
    const ctx = hotelJob(app, name, { tenantId, hotelId });
    for (const chore of chores) {
      // One hotel's trouble is not the next one's.
      done += await chore(ctx, AbortSignal.timeout(CHORE_MS)).catch((error: unknown) => {
        ctx.log.error({ err: error, chore: chore.name }, "a chore of the telephone failed");
        return 0;
      });
    }
  }
  return { hotels: hotels.length, done };
}

/**
 * Each minute what a guest waits for: wake-up calls, call-backs that waited for a free line, payments whose end was never
 * told. It asks the database only, so that no slow service makes a wake-up late.
 */
export const telephoneRound = (client: Inngest, app: JobApp) =>
  client.createFunction(
    { id: "telephone-round", triggers: [{ cron: "* * * * *" }], retries: 0, concurrency: 1 },
    ({ step }) =>
      step.run("round", () =>
        forEachHotel(app, "telephone-round", [ringWakeups, dialDueCallbacks, findUntoldPayments]),
      ),
  );

/** Each minute what other services are asked for: messages not fetched yet, calls in and out whose end was never told. */
export const telephoneChores = (client: Inngest, app: JobApp) =>
  client.createFunction(
    { id: "telephone-chores", triggers: [{ cron: "* * * * *" }], retries: 0, concurrency: 1 },
    ({ step }) =>
      step.run("chores", () =>
        forEachHotel(app, "telephone-chores", [fetchMissedVoicemails, endForgottenCalls, settleSilentLegs]),
      ),
  );
