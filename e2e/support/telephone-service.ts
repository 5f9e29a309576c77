import { randomBytes } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { demo } from "@/scripts/lib/demo.mjs";
import { TwilioServer } from "@/server/providers/telephony/testing/twilio-server";
import { writeWav } from "@/voice-worker/media/wav";
import { RawStream } from "@/voice-worker/testing/raw-stream";
import { readTwiml, twilioSignature } from "@/voice-worker/testing/webhook";
import { ask, tell } from "./api";

const PORT = Number(process.env.E2E_TELEPHONE_PORT ?? Number(process.env.E2E_PORT ?? 3900) + 2);
const ACCOUNT = { accountSid: `AC${"5".repeat(32)}`, authToken: "a token of the tests' own" };

const sid = (prefix: string) => `${prefix}${randomBytes(16).toString("hex")}`;
const clock = (minute: number) =>
  `${String(Math.floor(minute / 60) % 24).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** A call of the hotel's that the service was asked to place. */
interface Leg {
  sid: string;
  number: string;
  url: string;
  statusUrl: string;
}

/**
 * The telephone service of the demo's organisation for a while: Twilio's REST API for the app to call, and Twilio's signed
 * posts about what guests do. `close` leaves the organisation without an account again, as the demo is.
 */
export class TelephoneService {
  private readonly api = new TwilioServer(ACCOUNT.accountSid, ACCOUNT.authToken);

  private constructor(
    private readonly page: Page,
    private readonly hotel: string,
    private readonly origin: string,
  ) {}

  static async open(page: Page, hotel: string, origin: string): Promise<TelephoneService> {
    const service = new TelephoneService(page, hotel, origin);
    await service.api.start(PORT);
    await tell(page, hotel, "telephony.saveAccount", ACCOUNT);
    await service.hours("open");
    return service;
  }

  async close(): Promise<void> {
    await tell(this.page, this.hotel, "telephony.save", {});
    await tell(this.page, this.hotel, "telephony.removeAccount", {});
    await this.api.stop();
  }

  /** When guests may be called: at any hour, but for the minute half a day from now; or at none. */
  async hours(are: "open" | "shut"): Promise<void> {
    const { settings } = await ask<{ settings: object }>(this.page, this.hotel, "telephony.get", {});
    const gap = (new Date().getUTCHours() + 13) * 60 + 30;
    const [outboundFrom, outboundUntil] = are === "open" ? [clock(gap + 1), clock(gap)] : ["03:00", "03:00"];
    await tell(this.page, this.hotel, "telephony.save", { ...settings, outboundFrom, outboundUntil });
  }

  /** The service cannot be reached, or can again. */
  away(yes: boolean): void {
    this.api.fault = yes ? "broken" : undefined;
  }

  /** A guest found every line busy and pressed one. */
  async asksForCallBack(number: string): Promise<void> {
    await this.post("busy", { CallSid: sid("CA"), From: number, To: demo.lineNumber, Digits: "1" });
  }

  /** A guest left a message after the tone. */
  async leavesMessage(number: string): Promise<void> {
    const call = { CallSid: sid("CA"), From: number, To: demo.lineNumber };
    const RecordingSid = sid("RE");
    const sound = writeWav({ sampleRate: 8_000, channels: [new Int16Array(8_000 * 4)] });
    this.api.recordings.set(RecordingSid, sound);
    await this.post("voicemail", call);
    await this.post("voicemail-done", { ...call, RecordingSid, RecordingDuration: "4" });
  }

  /** The call to this number that the app has asked for and nobody has answered yet. */
  async rings(number: string): Promise<Leg> {
    const waiting = () =>
      [...this.api.calls.values()].find((call) => call.status === "queued" && call.form.To?.[0] === number);
    await expect.poll(() => waiting()?.status, { message: `a call to ${number}` }).toBe("queued");
    const call = waiting();
    if (!call) throw new Error(`Nobody called ${number}.`);
    call.status = "ringing";
    const [url = "", statusUrl = ""] = [call.form.Url?.[0], call.form.StatusCallback?.[0]];
    const leg = { sid: call.sid, number, url, statusUrl };
    await this.tells(leg, { CallStatus: "ringing" });
    return leg;
  }

  /** Who picks up; the TwiML that they are given. */
  answers(leg: Leg, AnsweredBy: "human" | "machine_start"): Promise<string> {
    return this.post(leg.url, { ...this.of(leg), CallStatus: "in-progress", AnsweredBy });
  }

  /** The person listens to the line until it has said something. */
  async listens(twiml: string): Promise<void> {
    const stream = await RawStream.open(readTwiml(twiml), ACCOUNT.authToken);
    stream.start();
    expect(await stream.until(() => stream.heard > 20, 15_000)).toBe(true);
    stream.drop();
  }

  /** The leg is over. */
  async ends(leg: Leg, CallStatus: "completed" | "no-answer" | "busy", seconds = 0): Promise<void> {
    const call = this.api.calls.get(leg.sid);
    if (call) call.status = CallStatus;
    await this.tells(leg, { CallStatus, ...(seconds > 0 ? { CallDuration: String(seconds) } : {}) });
  }

  private readonly of = ({ sid, number }: Leg) => ({ CallSid: sid, To: number, From: demo.lineNumber });

  private tells(leg: Leg, news: Record<string, string>): Promise<string> {
    return this.post(leg.statusUrl, { ...this.of(leg), ...news });
  }

  /** Posts to a step, or to an address that the app gave out, as Twilio does. */
  private async post(to: string, params: Record<string, string>): Promise<string> {
    const address = new URL(to, `${this.origin}/api/webhooks/twilio/`).toString();
    const form = { CallStatus: "ringing", AccountSid: ACCOUNT.accountSid, ...params };
    const response = await fetch(address, {
      method: "POST",
      headers: { "x-twilio-signature": twilioSignature(ACCOUNT.authToken, address, form) },
      body: new URLSearchParams(form),
      signal: AbortSignal.timeout(20_000),
    });
    const answer = await response.text();
    expect(response.status, answer).toBeLessThan(300);
    return answer;
  }
}
