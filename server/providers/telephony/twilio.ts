import Twilio from "twilio/lib/rest/Twilio.js";
import { z } from "zod";
import { FetchClient, rebase } from "./fetch-client";
import {
  type PhoneCall,
  type Telephony,
  type TelephonyAccount,
  TelephonyError,
  type TelephonyFailure,
} from "./port";

const RECORDING_LIMIT_BYTES = 20_000_000;
/** The signal ends a request; without one a client would wait for ever. */
const LONGEST_MS = 15_000;

const Status = z.enum([
  "queued",
  "ringing",
  "in-progress",
  "completed",
  "busy",
  "no-answer",
  "canceled",
  "failed",
]);
const CallReply = z.object({
  sid: z.string().min(1),
  status: z.string(),
  duration: z.union([z.string(), z.number()]).nullish(),
  answeredBy: z.string().nullish(),
});
const FoundReply = z.array(CallReply.extend({ dateCreated: z.date() }));
/** One page: a number that is called more often than this within minutes is no guest's. */
const CALLS_AT_ONCE = 50;
/** An account has few numbers that hold another whole one. */
const NUMBERS_LIKE_IT = 20;
const NumbersReply = z.array(z.object({ phoneNumber: z.string() }));
const MessageReply = z.object({ sid: z.string().min(1) });

/** Codes of Twilio's error dictionary (twilio.com/docs/api/errors) that mean something to us. */
const CODES: Readonly<Record<number, TelephonyFailure>> = {
  20003: "unauthorised",
  20404: "not_found",
  20429: "rate_limited",
  21211: "refused",
  21215: "refused",
  21216: "refused",
  21217: "refused",
  21220: "gone",
  21408: "refused",
  21610: "refused",
  21614: "refused",
};
const STATUSES: Readonly<Record<number, TelephonyFailure>> = {
  400: "refused",
  401: "unauthorised",
  403: "unauthorised",
  404: "not_found",
  429: "rate_limited",
};

/** Twilio's REST API, version 2010-04-01. `baseUrl` replaces `https://api.twilio.com` (a region, a proxy, a test). */
export function createTwilioTelephony(account: TelephonyAccount, baseUrl?: string): Telephony {
  const client = (signal: AbortSignal) =>
    new Twilio(account.accountSid, account.authToken, { httpClient: new FetchClient(signal, baseUrl) });
  const ask = async <T>(signal: AbortSignal, run: (api: Twilio) => Promise<T>): Promise<T> => {
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]);
    try {
      return await run(client(bounded));
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw failureOf(error);
    }
  };
  return {
    placeCall: (call, signal) =>
      ask(signal, async (api) =>
        toCall(
          await api.calls.create({
            to: call.to,
            from: call.from,
            url: call.url,
            statusCallback: call.statusUrl,
            statusCallbackEvent: ["ringing", "answered", "completed"],
            timeout: call.ringSeconds,
            timeLimit: call.limitSeconds,
            ...(call.machineUrl
              ? {
                  machineDetection: "Enable",
                  asyncAmd: "true",
                  asyncAmdStatusCallback: call.machineUrl,
                  asyncAmdStatusCallbackMethod: "POST",
                }
              : {}),
          }),
        ),
      ),
    instruct: (callSid, twiml, signal) =>
      ask(signal, async (api) => {
        toCall(await api.calls(callSid).update({ twiml }));
      }),
    async hangUp(callSid, signal) {
      try {
        await ask(signal, (api) => api.calls(callSid).update({ status: "completed" }));
      } catch (error) {
        if (!isFailure(error, "gone")) throw error;
      }
    },
    async fetchCall(callSid, signal) {
      try {
        return await ask(signal, async (api) => toCall(await api.calls(callSid).fetch()));
      } catch (error) {
        if (isFailure(error, "not_found")) return null;
        throw error;
      }
    },
    findCalls: ({ to, from, since }, signal) =>
      ask(signal, async (api) => {
        // Not by `StartTime`: a call that does not ring yet has none.
        const page = { to, ...(from ? { from } : {}), pageSize: CALLS_AT_ONCE, limit: CALLS_AT_ONCE };
        const found = FoundReply.parse(await api.calls.list(page));
        // Twilio tells the second, not more.
        const second = Math.floor(since.getTime() / 1_000) * 1_000;
        return found
          .reverse()
          .filter(({ dateCreated }) => dateCreated.getTime() >= second)
          .map((call) => ({ ...toCall(call), createdAt: call.dateCreated }))
          .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
      }),
    hasNumber: (number, signal) =>
      ask(signal, async (api) => {
        // The filter takes part of a number for the whole of it.
        const found = await api.incomingPhoneNumbers.list({ phoneNumber: number, limit: NUMBERS_LIKE_IT });
        return NumbersReply.parse(found).some(({ phoneNumber }) => phoneNumber === number);
      }),
    sendText: (text, signal) =>
      ask(signal, async (api) => {
        const { to, from, body, statusUrl } = text;
        const reply = MessageReply.parse(
          await api.messages.create({ to, from, body, statusCallback: statusUrl }),
        );
        return { messageSid: reply.sid };
      }),
    fetchRecording: (recordingSid, signal) =>
      ask(signal, () => download(account, recordingSid, baseUrl, signal)),
    async deleteRecording(recordingSid, signal) {
      try {
        await ask(signal, (api) => api.recordings(recordingSid).remove());
      } catch (error) {
        if (!isFailure(error, "not_found")) throw error;
      }
    },
  };
}

const isFailure = (error: unknown, failure: TelephonyFailure): boolean =>
  error instanceof TelephonyError && error.failure === failure;

function toCall(reply: unknown): PhoneCall {
  const { sid, status, duration, answeredBy } = CallReply.parse(reply);
  // `initiated` is what a new call may be called before it rings.
  const known = Status.safeParse(status);
  return {
    callSid: sid,
    status: known.success ? known.data : "queued",
    ...(duration === null || duration === undefined || duration === ""
      ? {}
      : { durationSeconds: Number(duration) }),
    ...(answeredBy ? { answeredBy } : {}),
  };
}

/** The vendor's own words stay out: they can quote a number. */
export function failureOf(error: unknown): TelephonyError {
  if (error instanceof TelephonyError) return error;
  const { status, code } = error as { status?: unknown; code?: unknown };
  const number = typeof code === "number" ? code : undefined;
  const failure =
    (number !== undefined ? CODES[number] : undefined) ??
    (typeof status === "number" ? STATUSES[status] : undefined) ??
    "unavailable";
  return new TelephonyError(failure, `The telephone service answered: ${failure}.`, number, { cause: error });
}

/** The media of a recording hangs below its resource, as `.wav`. */
async function download(
  account: TelephonyAccount,
  recordingSid: string,
  baseUrl: string | undefined,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const url = rebase(
    `https://api.twilio.com/2010-04-01/Accounts/${account.accountSid}/Recordings/${encodeURIComponent(recordingSid)}.wav`,
    baseUrl,
  );
  const credentials = Buffer.from(`${account.accountSid}:${account.authToken}`).toString("base64");
  const reply = await fetch(url, { headers: { authorization: `Basic ${credentials}` }, signal });
  if (!reply.ok) throw failureOf({ status: reply.status });
  if (Number(reply.headers.get("content-length") ?? 0) > RECORDING_LIMIT_BYTES)
    throw new TelephonyError("refused", "The recording is too large.");
  const bytes = new Uint8Array(await reply.arrayBuffer());
  if (bytes.length > RECORDING_LIMIT_BYTES)
    throw new TelephonyError("refused", "The recording is too large.");
  return bytes;
}
