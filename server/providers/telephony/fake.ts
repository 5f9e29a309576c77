import { randomBytes } from "node:crypto";
import {
  type CallSearch,
  type FoundCall,
  type NewPhoneCall,
  type NewText,
  type PhoneCall,
  type Telephony,
  TelephonyError,
  type TelephonyFailure,
} from "./port";

const sid = (prefix: string) => `${prefix}${randomBytes(16).toString("hex")}`;
/** What is told of a call that is asked about. */
const told = ({ callSid, status, durationSeconds, answeredBy }: PhoneCall): PhoneCall => ({
  ...{ callSid, status },
  ...(durationSeconds === undefined ? {} : { durationSeconds }),
  ...(answeredBy ? { answeredBy } : {}),
});
const E164 = /^\+[1-9]\d{5,14}$/;

/** A telephone service in memory: it keeps what was asked of it, and fails as it is told to. */
export class FakeTelephony implements Telephony {
  readonly calls = new Map<string, PhoneCall & { asked?: NewPhoneCall; twiml: string[]; createdAt?: Date }>();
  readonly texts: (NewText & { messageSid: string })[] = [];
  readonly recordings = new Map<string, Uint8Array>();
  /** Numbers that the account has. */
  readonly numbers = new Set<string>();
  /** The service's own clock. */
  now = (): Date => new Date();
  /** The next request fails with it, once. */
  failNext: TelephonyFailure | undefined;

  /** A call that came in, so that it can be instructed. */
  incoming(callSid: string): void {
    this.calls.set(callSid, { callSid, status: "in-progress", twiml: [] });
  }

  /** The other side hung up. */
  end(
    callSid: string,
    status: PhoneCall["status"] = "completed",
    durationSeconds = 1,
    answeredBy = "",
  ): void {
    const call = this.calls.get(callSid);
    const by = answeredBy ? { answeredBy } : {};
    if (call) this.calls.set(callSid, { ...call, status, durationSeconds, ...by });
  }

  async placeCall(call: NewPhoneCall, signal: AbortSignal): Promise<PhoneCall> {
    this.check(signal);
    if (!E164.test(call.to)) throw new TelephonyError("refused", "That is no number.");
    const placed = { callSid: sid("CA"), status: "queued" as const };
    this.calls.set(placed.callSid, { ...placed, asked: call, twiml: [], createdAt: this.now() });
    return placed;
  }

  async instruct(callSid: string, twiml: string, signal: AbortSignal): Promise<void> {
    this.check(signal);
    this.running(callSid).twiml.push(twiml);
  }

  async hangUp(callSid: string, signal: AbortSignal): Promise<void> {
    this.check(signal);
    if (!this.calls.has(callSid)) throw new TelephonyError("not_found", "There is no such call.");
    this.end(callSid);
  }

  async fetchCall(callSid: string, signal: AbortSignal): Promise<PhoneCall | null> {
    this.check(signal);
    const call = this.calls.get(callSid);
    return call ? told(call) : null;
  }

  async findCalls({ to, from, since }: CallSearch, signal: AbortSignal): Promise<FoundCall[]> {
    this.check(signal);
    return [...this.calls.values()].flatMap(({ asked, createdAt, ...call }) =>
      asked?.to === to && (!from || asked.from === from) && createdAt && createdAt >= since
        ? [{ ...told(call), createdAt }]
        : [],
    );
  }

  async hasNumber(number: string, signal: AbortSignal): Promise<boolean> {
    this.check(signal);
    return this.numbers.has(number);
  }

  async sendText(text: NewText, signal: AbortSignal): Promise<{ messageSid: string }> {
    this.check(signal);
    if (!E164.test(text.to)) throw new TelephonyError("refused", "That is no number.");
    const messageSid = sid("SM");
    this.texts.push({ ...text, messageSid });
    return { messageSid };
  }

  async fetchRecording(recordingSid: string, signal: AbortSignal): Promise<Uint8Array> {
    this.check(signal);
    const bytes = this.recordings.get(recordingSid);
    if (!bytes) throw new TelephonyError("not_found", "There is no such recording.");
    return bytes;
  }

  async deleteRecording(recordingSid: string, signal: AbortSignal): Promise<void> {
    this.check(signal);
    this.recordings.delete(recordingSid);
  }

  private running(callSid: string) {
    const call = this.calls.get(callSid);
    if (!call) throw new TelephonyError("not_found", "There is no such call.");
    if (["completed", "busy", "no-answer", "canceled", "failed"].includes(call.status))
      throw new TelephonyError("gone", "The call is over.");
    return call;
  }

  private check(signal: AbortSignal): void {
    signal.throwIfAborted();
    const failure = this.failNext;
    this.failNext = undefined;
    if (failure) throw new TelephonyError(failure, `Told to fail: ${failure}.`);
  }
}
