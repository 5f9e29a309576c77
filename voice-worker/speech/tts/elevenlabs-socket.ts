import type { Socket } from "node:net";
import { WebSocket } from "ws";
import { SpeechError } from "../errors";
import { VENDOR } from "./elevenlabs-clause";
import { type Answer, GOODBYE, readAnswer } from "./elevenlabs-wire";
import { failureOfStatus } from "./vendor-stream";

const MAX_MESSAGE_BYTES = 8 << 20;
/** The kernel asks a quiet peer whether it is there: a connection that died unseen is known before a clause needs it. */
const PROBE_MS = 15_000;
/** How long a goodbye may take. */
const GOODBYE_MS = 1_000;

export interface SocketEvents {
  opened(): void;
  answer(answer: Answer): void;
  /** It is gone, once, and not because of `end`. */
  failed(error: SpeechError): void;
}

export const failure = (what: string, retryable = true): SpeechError =>
  new SpeechError(`ElevenLabs ${what}.`, VENDOR, retryable);

/** The connection itself: opened, read, written, and gone for one reason. The key travels in a header only. */
export class ElevenLabsSocket {
  private readonly ws: WebSocket;
  private tcp: Socket | undefined;
  private over = false;
  private spoke = false;
  /** When something went over it last, of `performance.now`. */
  lastAt = performance.now();
  readonly gone: Promise<void>;

  constructor(
    url: string,
    apiKey: string,
    connectMs: number,
    private readonly events: SocketEvents,
  ) {
    this.ws = new WebSocket(url, {
      headers: { "xi-api-key": apiKey },
      handshakeTimeout: connectMs,
      maxPayload: MAX_MESSAGE_BYTES,
      perMessageDeflate: false,
      followRedirects: false,
    });
    this.ws.on("upgrade", ({ socket }) => {
      this.tcp = socket.setKeepAlive(true, PROBE_MS);
    });
    this.ws.on("open", () => {
      if (!this.over) events.opened();
    });
    this.ws.on("message", (data, binary) => this.read(data as Buffer, binary));
    this.ws.on("unexpected-response", (_, response) => {
      response.resume();
      this.fail(failureOfStatus(VENDOR, response.statusCode ?? 0));
    });
    this.ws.on("error", () => this.fail(failure("cannot be reached or broke off")));
    this.gone = new Promise((resolve) => {
      this.ws.on("close", (code) => {
        this.fail(this.closedWith(code));
        resolve();
      });
    });
  }

  get isOpen(): boolean {
    return !this.over && this.ws.readyState === WebSocket.OPEN;
  }

  /** All in one packet. */
  send(...messages: string[]): void {
    if (!this.isOpen) return;
    this.lastAt = performance.now();
    this.tcp?.cork();
    for (const message of messages) this.ws.send(message);
    this.tcp?.uncork();
  }

  /** With a goodbye where it can be heard. Nothing of it is told any more. */
  end(): void {
    if (this.over) return;
    if (!this.isOpen) this.ws.terminate();
    else {
      this.send(GOODBYE);
      this.ws.close(1000);
      const late = setTimeout(() => this.ws.terminate(), GOODBYE_MS).unref();
      void this.gone.then(() => clearTimeout(late));
    }
    this.over = true;
  }

  fail(error: SpeechError): void {
    if (this.over) return;
    this.over = true;
    this.ws.terminate();
    this.events.failed(error);
  }

  private read(data: Buffer, binary: boolean): void {
    if (this.over) return;
    let answer: Answer;
    try {
      answer = readAnswer(data, binary);
    } catch {
      return this.fail(failure("sent what cannot be read"));
    }
    this.lastAt = performance.now();
    this.spoke ||= answer.audio !== "";
    this.events.answer(answer);
  }

  /**
   * 1008 is a policy close: a wrong key, no quota left (unverified); trying again changes neither. From one who has spoken
   * it means that there were too many contexts.
   */
  private closedWith(code: number): SpeechError {
    return failure(`closed the connection (${code})`, code !== 1008 || this.spoke);
  }
}
