import { randomUUID } from "node:crypto";
import { WebSocket } from "ws";
import { SpeechError } from "../errors";
import { EventQueue } from "../events";
import { type AzureMessage, readMessage, speechConfig, synthesisContext, writeMessage } from "./azure-wire";
import { failureOfStatus } from "./vendor-stream";

const VENDOR = "azure";
const MAX_MESSAGE_BYTES = 8 << 20;
const JSON_TYPE = "application/json";

export type AzureEvent = { message: AzureMessage } | { failed: SpeechError } | { opened: true };

/**
 * 1007 is a request it cannot take (`SynthesisAdapterBase`; a voice it does not know: Azure-Samples speech SDK issue 1281).
 * A wrong key is refused at the upgrade with 401 (seen by its users).
 */
const closedWith = (code: number): SpeechError =>
  new SpeechError(`Azure Speech closed the connection (${code}).`, VENDOR, code !== 1007);

/** As `createNoDashGuid` of the SDK. */
const newId = (): string => randomUUID().replaceAll("-", "").toUpperCase();

/** One connection to the Speech Service; it says one clause after the other. */
export class AzureLine {
  readonly events = new EventQueue<AzureEvent>(4_096, () => false);
  private readonly socket: WebSocket;
  private ended = false;
  private configured = false;
  /** The request whose answer is awaited; what comes of any other is nobody's. */
  private requestId = "";

  constructor(url: string, apiKey: string, connectMs: number) {
    const headers = { "Ocp-Apim-Subscription-Key": apiKey, "X-ConnectionId": newId() };
    this.socket = new WebSocket(url, {
      headers: { ...headers, "User-Agent": "voicehive" },
      handshakeTimeout: connectMs,
      maxPayload: MAX_MESSAGE_BYTES,
      perMessageDeflate: false,
      followRedirects: false,
    });
    this.socket.on("open", () => this.events.push({ opened: true }));
    this.socket.on("message", (data, binary) => this.read(data as Buffer, binary));
    this.socket.on("unexpected-response", (_, response) => {
      response.resume();
      this.fail(failureOfStatus(VENDOR, response.statusCode ?? 0));
    });
    this.socket.on("error", () =>
      this.fail(new SpeechError("Azure Speech cannot be reached or broke off.", VENDOR, true)),
    );
    this.socket.on("close", (code) => this.fail(closedWith(code)));
  }

  get usable(): boolean {
    return !this.ended && this.socket.readyState <= WebSocket.OPEN;
  }

  get isOpen(): boolean {
    return this.socket.readyState === WebSocket.OPEN;
  }

  /** Asks for one clause as SSML. */
  ask(ssml: string, outputFormat: string): void {
    this.requestId = newId();
    const send = (path: string, type: string, body: string) =>
      this.socket.send(writeMessage(path, this.requestId, type, body));
    if (!this.configured) send("speech.config", JSON_TYPE, speechConfig);
    this.configured = true;
    send("synthesis.context", JSON_TYPE, synthesisContext(outputFormat));
    send("ssml", "application/ssml+xml", ssml);
  }

  close(): void {
    this.ended = true;
    this.events.end();
    this.socket.terminate();
  }

  private read(data: Buffer, binary: boolean): void {
    if (this.ended) return;
    try {
      const message = readMessage(data, binary);
      if (message.requestId === "" || message.requestId === this.requestId) this.events.push({ message });
    } catch {
      this.fail(new SpeechError("Azure Speech sent what cannot be read.", VENDOR, true));
    }
  }

  private fail(error: SpeechError): void {
    if (this.ended) return;
    this.ended = true;
    this.events.push({ failed: error });
    this.socket.terminate();
  }
}
