import { randomBytes } from "node:crypto";
import WebSocket from "ws";
import { MULAW_SILENCE } from "../media/mulaw";
import { twilioSignature } from "./webhook";

const CONNECT_MS = 20_000;
const SILENCE = Buffer.alloc(160, MULAW_SILENCE).toString("base64");

export interface StreamPlace {
  streamUrl: string;
  parameters: Record<string, string>;
}

/** A media stream that says exactly what it is told to: for peers that misbehave. */
export class RawStream {
  readonly streamSid = `MZ${randomBytes(16).toString("hex")}`;
  /** Audio messages of the line. */
  heard = 0;
  closedWith: number | undefined;
  private chunk = 0;
  private waiters: (() => void)[] = [];

  private constructor(
    readonly socket: WebSocket,
    private readonly place: StreamPlace,
  ) {
    socket.on("error", () => {});
    socket.on("close", (code) => {
      this.closedWith = code;
      this.wake();
    });
    socket.on("message", (data) => {
      if (String(data).startsWith('{"event":"media"')) this.heard += 1;
      this.wake();
    });
  }

  /** `authToken` of the account that signs the upgrade; without one it is not signed. */
  static async open(place: StreamPlace, authToken?: string): Promise<RawStream> {
    const socket = new WebSocket(place.streamUrl, {
      perMessageDeflate: false,
      handshakeTimeout: CONNECT_MS,
      ...(authToken
        ? { headers: { "x-twilio-signature": twilioSignature(authToken, place.streamUrl, {}) } }
        : {}),
    });
    const stream = new RawStream(socket, place);
    await new Promise<void>((resolve, reject) => {
      socket.once("open", resolve);
      socket.once("error", reject);
    });
    return stream;
  }

  /** `connected` and `start`, as they should be. */
  start(): void {
    this.json({ event: "connected", protocol: "Call", version: "1.0.0" });
    const start = {
      callSid: `CA${randomBytes(16).toString("hex")}`,
      customParameters: this.place.parameters,
    };
    this.json({ event: "start", streamSid: this.streamSid, start });
  }

  /** A frame of silence; `over` replaces fields of its message. */
  frame(over: Record<string, unknown> = {}): void {
    this.chunk += 1;
    const media = { track: "inbound", chunk: String(this.chunk), payload: SILENCE };
    this.json({ event: "media", streamSid: this.streamSid, media, ...over });
  }

  json(message: unknown): void {
    this.send(JSON.stringify(message));
  }

  send(data: string | Buffer): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(data);
  }

  /** Ends as a cut cable does. */
  drop(): void {
    this.socket.terminate();
  }

  get closed(): boolean {
    return this.closedWith !== undefined;
  }

  /** True once `ready` holds; false when the time is up first. */
  async until(ready: () => boolean, ms: number): Promise<boolean> {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      this.wake();
    }, ms);
    while (!ready() && !late) await new Promise<void>((resolve) => this.waiters.push(resolve));
    clearTimeout(timer);
    return ready();
  }

  private wake(): void {
    for (const waiter of this.waiters.splice(0)) waiter();
  }
}
