import { recordCall } from "@/server/features/line";
import {
  endHeldCall,
  keepTranscript,
  noteRecording,
  receiveVoicemail,
  telephonySettings,
  voicemailEars,
} from "@/server/features/telephony";
import type { HotelCtx } from "@/server/verbs/ctx";
import { holdInApp, hotelOfNumber, knownCall, readTwilio, type TwilioApp } from "./twilio-request";
import { hangUp, noted, say, sayAndHangUp, twiml } from "./twiml";
import { callWords, english } from "./words";

const LONGEST_SECONDS = 180;
const path = (app: TwilioApp, ctx: HotelCtx, name: string) =>
  new URL(`/api/webhooks/twilio/${name}?t=${ctx.tenantId}`, app.publicOrigin).toString();

/** Asks for a message after the tone. The service tells when its sound is there, which is after the call. */
export async function takeVoicemail(app: TwilioApp, ctx: HotelCtx, callId: string): Promise<Response> {
  await holdInApp(ctx, callId);
  const { t, language } = await callWords(ctx, callId);
  const ears = await ctx.deps.db.withTenant(ctx.tenantId, (db) => voicemailEars(db, ctx));
  return twiml((voice) => {
    say(voice, t.voicemail, language);
    voice.record({
      action: `${path(app, ctx, "voicemail-done")}&l=${language}`,
      method: "POST",
      maxLength: LONGEST_SECONDS,
      finishOnKey: "#",
      playBeep: true,
      trim: "trim-silence",
      recordingStatusCallback: path(app, ctx, "voicemail-status"),
      recordingStatusCallbackMethod: "POST",
      recordingStatusCallbackEvent: ["completed", "absent"],
      // Where the hotel has no recogniser. The service writes down English alone (Twilio, "TwiML Voice: <Record>").
      ...(language === "en" && ears.length === 0
        ? { transcribe: true, transcribeCallback: path(app, ctx, "transcription") }
        : {}),
    });
    say(voice, t.voicemailEmpty, language);
    voice.hangup();
  });
}

/** A caller who reached no line leaves a message: their call gets its record first. */
export async function askVoicemail(app: TwilioApp, request: Request): Promise<Response> {
  const signed = await readTwilio(app, request);
  if (signed instanceof Response) return signed;
  const { CallSid, From, To } = signed.params;
  const ctx = To ? await hotelOfNumber(app, To, signed.tenantId) : null;
  if (!ctx || !CallSid) return sayAndHangUp(english.t.notInService, "en");
  const from = /^\+[1-9]\d{5,14}$/.test(From ?? "") ? { from: From as string } : {};
  const callId = await recordCall(ctx, {
    channel: "twilio",
    externalId: CallSid,
    to: To as string,
    ...from,
  });
  const settings = await ctx.deps.db.withTenant(ctx.tenantId, (db) => telephonySettings(db, ctx.hotelId));
  if (settings.voicemail) return takeVoicemail(app, ctx, callId);
  await ctx.deps.db.transaction(ctx.tenantId, (tx) => endHeldCall(tx, ctx, callId, "refused"));
  const { t, language } = await callWords(ctx, callId);
  return sayAndHangUp(t.noAnswer, language);
}

const RECORDING = /^RE[0-9a-zA-Z]{10,40}$/;

/** The message was recorded: the desk gets it; the call is over. A repeat changes nothing. */
export async function finishVoicemail(app: TwilioApp, request: Request): Promise<Response> {
  const signed = await readTwilio(app, request);
  if (signed instanceof Response) return signed;
  const call = await knownCall(app, signed.params.CallSid, signed.tenantId);
  if (!call) return hangUp();
  const { RecordingSid = "", RecordingDuration } = signed.params;
  const seconds = Math.max(0, Math.round(Number(RecordingDuration) || 0));
  const kept = RECORDING.test(RecordingSid) && seconds > 0;
  if (kept) await receiveVoicemail(call.ctx, call.id, { recordingSid: RecordingSid, seconds });
  await call.ctx.deps.db.transaction(call.ctx.tenantId, (tx) => endHeldCall(tx, call.ctx, call.id, "done"));
  const { t, language } = await callWords(call.ctx, call.id);
  return sayAndHangUp(kept ? t.voicemailKept : t.voicemailEmpty, language);
}

/** What became of a recording: there, or never to be. May come before the caller's own end of it, twice, or never. */
export async function noteVoicemail(app: TwilioApp, request: Request): Promise<Response> {
  const signed = await readTwilio(app, request);
  if (signed instanceof Response) return signed;
  const call = await knownCall(app, signed.params.CallSid, signed.tenantId);
  const { RecordingSid = "", RecordingDuration, RecordingStatus } = signed.params;
  const status = (["completed", "absent", "failed"] as const).find((each) => each === RecordingStatus);
  if (call && status && RECORDING.test(RecordingSid)) {
    const seconds = Math.max(0, Math.round(Number(RecordingDuration) || 0));
    await noteRecording(call.ctx, call.id, { recordingSid: RecordingSid, seconds, status });
  }
  return noted();
}

/** The words of a message, minutes later. They may come before the recording is fetched, twice, or never. */
export async function noteTranscription(app: TwilioApp, request: Request): Promise<Response> {
  const signed = await readTwilio(app, request);
  if (signed instanceof Response) return signed;
  const call = await knownCall(app, signed.params.CallSid, signed.tenantId);
  const { TranscriptionStatus, TranscriptionText, RecordingSid } = signed.params;
  if (call && TranscriptionStatus === "completed" && TranscriptionText && RecordingSid)
    await keepTranscript(call.ctx, call.id, {
      recordingSid: RecordingSid,
      text: TranscriptionText.slice(0, 4000),
    });
  return noted();
}
