import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import { newId } from "@/server/kernel/ids";
import { twilioStep } from "@/server/webhooks/twilio-steps";
import { answerGathered, type GatherApp, hearGathered } from "../gather-call";

export const ORIGIN = "https://voice.example";
export const GUEST = "+4790012345";

const plain = (text: string) =>
  text.replaceAll("&apos;", "'").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
/** What is said in a document. */
export const words = (xml: string) =>
  plain([...xml.matchAll(/<Say[^>]*>([^<]*)<\/Say>/g)].map((match) => match[1]).join(" "));
/** Where what is gathered goes. */
export const actionOf = (xml: string) => plain(/<Gather[^>]*action="([^"]+)"/.exec(xml)?.[1] ?? "");
export const redirectOf = (xml: string) => plain(/<Redirect[^>]*>([^<]+)</.exec(xml)?.[1] ?? "");
/** Where a `<Dial>` asks what next. */
export const dialActionOf = (xml: string) => plain(/<Dial[^>]*action="([^"]+)"/.exec(xml)?.[1] ?? "");

/** A request as Twilio signs it; another signature is a forged one. */
export const signedBy = (app: GatherApp, url: string, params: Record<string, string>, signature?: string) =>
  new Request(url.replace(ORIGIN, "http://127.0.0.1:3000"), {
    method: "POST",
    body: new URLSearchParams(params),
    headers: {
      "x-twilio-signature":
        signature ?? getExpectedTwilioSignature(app.deps.keys.twilioAuthToken, url, params),
    },
  });

/** A guest on a telephone without a media stream, who calls `number`. */
export class GatherGuest {
  readonly CallSid = `CA${newId().replaceAll("-", "")}`;
  xml = "";
  constructor(
    private readonly on: GatherApp,
    private readonly to: { number: string; tenantId: string },
  ) {}

  /** The number's own address, which leads to the one for calls without a media stream; then as far as that leads. */
  async call(): Promise<this> {
    await this.step(`${ORIGIN}/api/webhooks/twilio/voice`, { From: GUEST });
    while (/<Response><Redirect/.test(this.xml)) await this.step(redirectOf(this.xml), { From: GUEST });
    return this;
  }

  /** Posts to any address of ours. */
  async step(url: string, params: Record<string, string> = {}): Promise<string> {
    const form = {
      CallSid: this.CallSid,
      To: this.to.number,
      From: GUEST,
      CallStatus: "in-progress",
      ...params,
    };
    const request = signedBy(this.on, url, form);
    const { pathname } = new URL(url);
    const name = pathname.split("/").at(-1) ?? "";
    const answer = pathname.startsWith("/api/v1/")
      ? await (name === "voice" ? answerGathered : hearGathered)(this.on, request)
      : await twilioStep(this.on, name, request);
    this.xml = await this.fetched(await answer.text());
    return this.xml;
  }

  async post(params: Record<string, string>, url = actionOf(this.xml)): Promise<string> {
    return this.fetched(await this.postOnce(params, url));
  }

  /** As `post`, without going on to an answer that is not there yet. */
  async postOnce(params: Record<string, string>, url = actionOf(this.xml)): Promise<string> {
    const request = signedBy(this.on, url, { CallSid: this.CallSid, ...params });
    return (await hearGathered(this.on, request)).text();
  }

  /** The answer after any words that were said in its place. */
  private async fetched(xml: string): Promise<string> {
    const on = redirectOf(xml);
    return on.includes("words=") ? this.fetched(await this.postOnce({}, on)) : xml;
  }

  async hears(params: Record<string, string>): Promise<string> {
    this.xml = await this.post(params);
    return words(this.xml);
  }

  says = (SpeechResult: string) => this.hears({ SpeechResult, Confidence: "0.93" });
  row = () =>
    this.on.deps.db.withTenant(this.to.tenantId, (db) =>
      db.call.findFirstOrThrow({
        where: { externalId: this.CallSid },
        include: {
          turns: { orderBy: { ordinal: "asc" } },
          toolCalls: true,
          reservations: true,
          transfers: true,
          gatherTurns: true,
        },
      }),
    );
}
