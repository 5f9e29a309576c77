import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

interface Resource {
  sid: string;
  status: string;
  form: Record<string, string[]>;
  updates: Record<string, string[]>[];
  createdAt: Date;
  /** What answering-machine detection found. */
  answeredBy?: string;
}
type Fault = "rate_limited" | "broken" | "hang" | "garbage" | "closed";

const sid = (prefix: string) => `${prefix}${randomBytes(16).toString("hex")}`;
const OVER = ["completed", "busy", "no-answer", "canceled", "failed"];

/**
 * Twilio's REST API 2010-04-01 on a loopback port. What it does comes from:
 * - twilio.com/docs/usage/api (form posts, JSON replies, basic auth with account SID and token, 401 code 20003);
 * - twilio.com/docs/voice/api/call-resource (create: 201; update Twiml or Status: 200; status values; list filtered by
 *   `To` and `From`, `date_created` in RFC 2822);
 * - twilio.com/docs/messaging/api/message-resource (create: 201);
 * - twilio.com/docs/voice/api/recording (`.wav` below the resource; DELETE: 204);
 * - twilio.com/docs/phone-numbers/api/incomingphonenumber-resource (list, `PhoneNumber` may be part of a number);
 * - twilio.com/docs/api/errors: 20404 unknown resource, 21220 call not in progress, 21211 number not valid,
 *   21610 recipient has opted out, 20429 too many requests; 21262: what machine detection found stands in the call.
 * Unverified: whether ending a call that is over answers 200 or 21220 (here 21220, which is the stricter reading), and
 * the exact bodies of 500 replies; that a list begins with the newest call.
 */
export class TwilioServer {
  readonly calls = new Map<string, Resource>();
  readonly messages: Resource[] = [];
  readonly recordings = new Map<string, Uint8Array>();
  /** Numbers of the account, E.164. */
  readonly numbers = new Set<string>();
  readonly optedOut = new Set<string>();
  fault: Fault | undefined;
  url = "";
  private readonly server = createServer((request, response) => void this.answer(request, response));

  constructor(
    readonly accountSid: string,
    readonly authToken: string,
  ) {}

  async start(port = 0): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(port, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  /** A call that a guest placed. */
  incoming(callSid: string): void {
    this.calls.set(callSid, {
      sid: callSid,
      status: "in-progress",
      form: {},
      updates: [],
      createdAt: new Date(),
    });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    if (this.fault === "hang") return;
    if (this.fault === "closed") return void request.socket.destroy();
    const send = (status: number, body: object | string) =>
      response
        .writeHead(status, { "content-type": "application/json" })
        .end(typeof body === "string" ? body : JSON.stringify(body));
    const refuse = (status: number, code: number, message: string) =>
      send(status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });
    if (this.fault === "broken") return void send(500, "Internal Server Error");
    if (this.fault === "rate_limited") return void refuse(429, 20429, "Too Many Requests");
    if (this.fault === "garbage") return void send(200, "<html>not json");
    const expected = `Basic ${Buffer.from(`${this.accountSid}:${this.authToken}`).toString("base64")}`;
    if (request.headers.authorization !== expected) return void refuse(401, 20003, "Authenticate");
    const { pathname: path, searchParams: asked } = new URL(request.url ?? "/", this.url);
    if (path === `/2010-04-01/Accounts/${this.accountSid}/IncomingPhoneNumbers.json`)
      return void send(200, this.numbersLike(asked.get("PhoneNumber") ?? ""));
    const match = new RegExp(
      `^/2010-04-01/Accounts/${this.accountSid}/(Calls|Messages|Recordings)(?:/([^/.]+))?\\.(json|wav)$`,
    ).exec(path);
    if (!match) return void refuse(404, 20404, "The requested resource was not found");
    const form: Record<string, string[]> = {};
    for (const [name, value] of new URLSearchParams(text)) form[name] = [...(form[name] ?? []), value];
    const [, kind, id, extension] = match;
    if (kind === "Recordings") return this.recording(request.method, id ?? "", extension, response, refuse);
    if (kind === "Messages") return this.message(form, send, refuse);
    if (request.method === "GET" && !id) return void send(200, this.callsLike(asked));
    return this.call(request.method, id, form, send, refuse);
  }

  private callsLike(asked: URLSearchParams): object {
    const fits = ({ form }: Resource) =>
      ["To", "From"].every((name) => !asked.has(name) || form[name]?.[0] === asked.get(name));
    const found = [...this.calls.values()].filter(fits).reverse();
    const calls = found.slice(0, Number(asked.get("PageSize") ?? 50)).map((call) => ({
      sid: call.sid,
      status: call.status,
      duration: OVER.includes(call.status) ? "12" : null,
      answered_by: call.answeredBy ?? null,
      date_created: call.createdAt.toUTCString().replace("GMT", "+0000"),
    }));
    return { calls, page: 0, page_size: 50, next_page_uri: null };
  }

  private numbersLike(part: string): object {
    const found = [...this.numbers].filter((number) => number.includes(part));
    const numbers = found.map((number) => ({ sid: sid("PN"), phone_number: number }));
    return { incoming_phone_numbers: numbers, page: 0, page_size: 50, next_page_uri: null };
  }

  private recording(
    method: string | undefined,
    id: string,
    extension: string | undefined,
    response: ServerResponse,
    refuse: (status: number, code: number, message: string) => void,
  ): void {
    const bytes = this.recordings.get(id);
    if (!bytes) return refuse(404, 20404, "The requested resource was not found");
    if (method === "DELETE") {
      this.recordings.delete(id);
      response.writeHead(204).end();
    } else if (extension === "wav") {
      response.writeHead(200, { "content-type": "audio/x-wav", "content-length": bytes.length }).end(bytes);
    } else refuse(404, 20404, "The requested resource was not found");
  }

  private message(
    form: Record<string, string[]>,
    send: (status: number, body: object) => void,
    refuse: (status: number, code: number, message: string) => void,
  ): void {
    const to = form.To?.[0] ?? "";
    if (!/^\+[1-9]\d{5,14}$/.test(to)) return refuse(400, 21211, `The 'To' number ${to} is not a valid`);
    if (this.optedOut.has(to)) return refuse(400, 21610, "Attempt to send to unsubscribed recipient");
    const message = { sid: sid("SM"), status: "queued", form, updates: [], createdAt: new Date() };
    this.messages.push(message);
    send(201, { sid: message.sid, status: message.status, to, body: form.Body?.[0] });
  }

  private call(
    method: string | undefined,
    id: string | undefined,
    form: Record<string, string[]>,
    send: (status: number, body: object) => void,
    refuse: (status: number, code: number, message: string) => void,
  ): void {
    if (!id) {
      const to = form.To?.[0] ?? "";
      if (!/^\+[1-9]\d{5,14}$/.test(to))
        return refuse(400, 21211, `The phone number you are attempting to call, ${to}, is not valid.`);
      const call = { sid: sid("CA"), status: "queued", form, updates: [], createdAt: new Date() };
      this.calls.set(call.sid, call);
      return send(201, { sid: call.sid, status: call.status, duration: null });
    }
    const call = this.calls.get(id);
    if (!call) return refuse(404, 20404, "The requested resource was not found");
    if (method === "GET")
      return send(200, {
        ...{ sid: id, status: call.status, duration: OVER.includes(call.status) ? "12" : null },
        answered_by: call.answeredBy ?? null,
      });
    if (OVER.includes(call.status)) return refuse(400, 21220, "Call is not in-progress. Cannot redirect.");
    call.updates.push(form);
    if (form.Status?.[0] === "completed") call.status = "completed";
    return send(200, { sid: id, status: call.status, duration: null });
  }
}
