import type { WebSocket } from "ws";
import { BROWSER_SAMPLE_RATE, PageMessage, type WorkerMessage } from "@/server/line/browser-media";
import type { Timers } from "../timing";
import type { Arrival, LiveUpdate, MediaHandlers, MediaTransport } from "./port";
import { MediaSocket, noHandlers, parseJson } from "./socket";
import { HELLO_MS } from "./twilio";

/** Most PCM one frame may carry: 200 ms. */
const MAX_FRAME_BYTES = (BROWSER_SAMPLE_RATE / 5) * 2;

class BrowserTransport implements MediaTransport {
  readonly kind = "browser";
  readonly sampleRate = BROWSER_SAMPLE_RATE;
  private handlers: MediaHandlers = noHandlers;
  private closedAs: Parameters<MediaHandlers["closed"]>[0] | undefined;

  constructor(
    private readonly socket: MediaSocket,
    readonly audio: boolean,
  ) {
    socket.onText = (text) => this.receive(text);
    socket.onBinary = (bytes) => this.frame(bytes);
    socket.onClosed = (cause) => this.end(cause);
  }

  attach(handlers: MediaHandlers): void {
    this.handlers = handlers;
    if (this.closedAs) handlers.closed(this.closedAs);
  }

  sendAudio(pcm: Int16Array): void {
    this.socket.send(new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength));
  }

  sendMark(name: string): void {
    this.say({ type: "mark", name });
  }

  clear(): void {
    this.say({ type: "clear" });
  }

  notify(update: LiveUpdate): void {
    this.say(update);
  }

  close(code: number, reason: string): void {
    this.socket.close(code, reason);
  }

  private say(message: WorkerMessage): void {
    this.socket.send(JSON.stringify(message));
  }

  private receive(text: string): void {
    const parsed = PageMessage.safeParse(parseJson(text));
    if (!parsed.success) return this.socket.reject();
    const message = parsed.data;
    if (message.type === "text") this.handlers.text(message.text);
    else if (message.type === "dtmf") this.handlers.dtmf(message.digit);
    else if (message.type === "mark") this.handlers.mark(message.name);
    else if (message.type === "bye") this.end("guest");
    else this.socket.reject();
  }

  private frame(bytes: Buffer): void {
    const pcm = this.audio ? readPcm(bytes, MAX_FRAME_BYTES) : undefined;
    if (!pcm) return this.socket.reject();
    this.handlers.audio(pcm);
  }

  private end(cause: Parameters<MediaHandlers["closed"]>[0]): void {
    if (this.closedAs) return;
    this.closedAs = cause;
    this.handlers.closed(cause);
  }
}

/** A binary frame of 16-bit little-endian PCM; nothing when it is empty, odd or longer than `maxBytes`. */
export function readPcm(bytes: Buffer, maxBytes: number): Int16Array | undefined {
  if (bytes.length === 0 || bytes.length > maxBytes || bytes.length % 2 === 1) return undefined;
  const pcm = new Int16Array(bytes.length / 2);
  for (let i = 0; i < pcm.length; i++) pcm[i] = bytes.readInt16LE(i * 2);
  return pcm;
}

/** Waits for the page's `hello`. Resolves to nothing, and closes the socket, when none comes within `HELLO_MS`. */
export function acceptBrowser(ws: WebSocket, timers: Timers): Promise<Arrival | undefined> {
  return new Promise((resolve) => {
    const socket = new MediaSocket(ws);
    const refuse = (reason: string) => {
      cancel();
      socket.close(1008, reason);
      resolve(undefined);
    };
    const cancel = timers.after(HELLO_MS, () => refuse("No hello came."));
    socket.onBinary = () => refuse("Say hello first.");
    socket.onClosed = () => {
      cancel();
      resolve(undefined);
    };
    socket.onText = (text) => {
      const parsed = PageMessage.safeParse(parseJson(text));
      if (!parsed.success || parsed.data.type !== "hello") return refuse("Say hello first.");
      cancel();
      resolve({ token: parsed.data.token, transport: new BrowserTransport(socket, parsed.data.audio) });
    };
  });
}
