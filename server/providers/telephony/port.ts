/** Telephone calls and texts as the hotel needs them. Every method ends with the signal; none retries by itself. */

export interface TelephonyAccount {
  accountSid: string;
  authToken: string;
}

/** As the vendor names it: `queued`, `ringing`, `in-progress`, `completed`, `busy`, `no-answer`, `canceled`, `failed`. */
export type PhoneCallStatus =
  | "queued"
  | "ringing"
  | "in-progress"
  | "completed"
  | "busy"
  | "no-answer"
  | "canceled"
  | "failed";

export interface PhoneCall {
  callSid: string;
  status: PhoneCallStatus;
  /** Whole seconds, once the call has ended. */
  durationSeconds?: number;
  /** Who answered, `human` or what begins with `machine`, where it was to be found out and is known. */
  answeredBy?: string;
}

export interface NewPhoneCall {
  /** E.164. */
  to: string;
  from: string;
  /** Asked for instructions when somebody answers. */
  url: string;
  /** Told of progress: ringing, answered, completed. */
  statusUrl: string;
  ringSeconds: number;
  /**
   * Told who answered, a person or a machine, some seconds after `url` was asked: who picks up hears something at once.
   * Absent: it is not found out.
   */
  machineUrl?: string;
  /** The call is cut after this. */
  limitSeconds: number;
}

/** Which calls are looked for; all of it must fit. */
export interface CallSearch {
  /** E.164. */
  to: string;
  from?: string;
  /** Made at or after this. */
  since: Date;
}

export interface FoundCall extends PhoneCall {
  createdAt: Date;
}

export interface NewText {
  to: string;
  from: string;
  body: string;
  statusUrl: string;
}

export interface Telephony {
  placeCall(call: NewPhoneCall, signal: AbortSignal): Promise<PhoneCall>;
  /** Gives a running call other instructions (TwiML). `gone` when it is no longer running. */
  instruct(callSid: string, twiml: string, signal: AbortSignal): Promise<void>;
  /** Ends a call; one that is over already is no error. */
  hangUp(callSid: string, signal: AbortSignal): Promise<void>;
  /** Null when there is no such call. */
  fetchCall(callSid: string, signal: AbortSignal): Promise<PhoneCall | null>;
  /** The account's calls that fit, oldest first, the latest fifty at most. */
  findCalls(search: CallSearch, signal: AbortSignal): Promise<FoundCall[]>;
  /** Whether calls to this number (E.164) come to the account. */
  hasNumber(number: string, signal: AbortSignal): Promise<boolean>;
  sendText(text: NewText, signal: AbortSignal): Promise<{ messageSid: string }>;
  /** The sound of a recording as WAV. */
  fetchRecording(recordingSid: string, signal: AbortSignal): Promise<Uint8Array>;
  /** Removes a recording from the vendor; one that is gone is no error. */
  deleteRecording(recordingSid: string, signal: AbortSignal): Promise<void>;
}

/** What the app has of telephony. Absent from `Deps` where nothing can be called, as in the demo. */
export interface TelephonyAccess {
  connect(account: TelephonyAccount): Telephony;
  /** The platform's own account, for hotels without one of theirs. */
  platform?: TelephonyAccount;
  /** The origin that the vendor calls back, `https://…`. */
  publicOrigin: string;
}

export type TelephonyFailure =
  | "unauthorised"
  | "not_found"
  /** The call has ended, or the message can no longer be changed. */
  | "gone"
  /** The number is not valid, not permitted, or its owner does not want to be texted. */
  | "refused"
  | "rate_limited"
  | "unavailable";

/** The vendor did not do it. The message never holds a token, a number or words of a guest. */
export class TelephonyError extends Error {
  override readonly name = "TelephonyError";
  constructor(
    readonly failure: TelephonyFailure,
    message: string,
    /** The vendor's own code, for the log. */
    readonly code?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
