import { answerOf, inTime } from "./late-answer";
import { afterStream } from "./twilio-after";
import { answerAlarm, takeAlarmByKey } from "./twilio-alarm";
import { chooseFromMenu, chooseWhenBusy, leaveQueue, waitInQueue } from "./twilio-busy";
import { endDesk } from "./twilio-desk";
import { answerOutbound, confirmWakeup, noteMachine, noteOutboundLeg } from "./twilio-outbound";
import { endCard, notePay } from "./twilio-pay";
import type { TwilioApp } from "./twilio-request";
import { noteStatus } from "./twilio-status";
import { noteTextStatus, takeText } from "./twilio-text";
import {
  answerPerson,
  choosePerson,
  endTransfer,
  holdGuest,
  notePerson,
  returnGuest,
} from "./twilio-transfer";
import { answerTwilioCall } from "./twilio-voice";
import { askVoicemail, finishVoicemail, noteTranscription, noteVoicemail } from "./twilio-voicemail";
import { sayAndHangUp } from "./twiml";
import { english } from "./words";

type Step = (app: TwilioApp, request: Request) => Promise<Response>;

/** Every address that Twilio posts to, below `/api/webhooks/twilio/`. */
const steps: Readonly<Record<string, Step>> = {
  voice: answerTwilioCall,
  after: afterStream,
  status: noteStatus,
  menu: chooseFromMenu,
  busy: chooseWhenBusy,
  queue: waitInQueue,
  "queue-left": leaveQueue,
  "desk-done": endDesk,
  voicemail: askVoicemail,
  "voicemail-done": finishVoicemail,
  "voicemail-status": noteVoicemail,
  transcription: noteTranscription,
  person: answerPerson,
  "person-choice": choosePerson,
  "person-status": notePerson,
  hold: holdGuest,
  "transfer-done": endTransfer,
  return: returnGuest,
  outbound: answerOutbound,
  "outbound-key": confirmWakeup,
  "outbound-status": noteOutboundLeg,
  "outbound-machine": noteMachine,
  alarm: answerAlarm,
  "alarm-key": takeAlarmByKey,
  "pay-done": endCard,
  "pay-status": notePay,
  sms: takeText,
  "text-status": noteTextStatus,
  // An answer that is waited for, where another process has it.
  late: (app, request) => stepAgain(request)(app, request),
};

/** Steps that need nothing of the first request but its address. */
const REPEATED = /^(menu|busy|queue|voicemail|person|hold|return|alarm|alarm-key)$/;

/** Without the keys or the outcome that the first request told, what the call is about is looked up. */
function stepAgain(request: Request): Step {
  const name = new URL(request.url).searchParams.get("s") ?? "";
  return (REPEATED.test(name) ? steps[name] : undefined) ?? afterStream;
}

/** Nobody listens: an arriving call still rings, and the rest is news. */
const UNHEARD = /^voice$|status|machine|transcription|sms/;

/**
 * Serves a step. One that fails tells Twilio so, which then asks the number's fallback; in a running call it apologises,
 * and where somebody listens they hear a word within two seconds.
 */
export async function twilioStep(app: TwilioApp, name: string, request: Request): Promise<Response> {
  const run = Object.hasOwn(steps, name) ? steps[name] : undefined;
  if (!run) return new Response("There is no such step.", { status: 404 });
  const begun = name === "late" ? answerOf(request) : undefined;
  const answer = begun ?? safely(app, name, () => run(app, request));
  return UNHEARD.test(name) ? answer : inTime(app, name, request, answer);
}

async function safely(app: TwilioApp, name: string, run: () => Promise<Response>): Promise<Response> {
  try {
    return await run();
  } catch (error) {
    app.log.error({ err: error, step: name }, "a telephone webhook failed");
    // An arriving call has a fallback that rings the desk; a status may simply come again.
    if (UNHEARD.test(name)) return new Response("Try again.", { status: 500 });
    return sayAndHangUp(english.t.noAnswer, "en");
  }
}
