import type { IncomingHttpHeaders } from "node:http";
import type { WebSocket } from "ws";
import type { Timers } from "../timing";
import { decodeMulaw, encodeMulaw } from "./mulaw";
import { PcmBlocks } from "./pcm-blocks";
import type { Arrival, LiveUpdate, MediaHandlers, MediaTransport } from "./port";
import { MediaSocket, noHandlers } from "./socket";
import { type MediaMessage, readTwilioMessage } from "./twilio-messages";

/** How long a caller may take to send its token. */
export const HELLO_MS = 5_000;

/**
 * Stream parameter that asks for the live transcript as `{event:"live",update}` on the same socket. The call
 * simulator sets it; Twilio sends only what our TwiML named. It tells a caller its own words and no more.
 */
export const LIVE_PARAMETER = "live";

class TwilioTransport implements MediaTransport {
  readonly kind = "twilio";
  readonly sampleRate = 8000;
  readonly audio = true;
  private handlers: MediaHandlers = noHandlers;
  private closedAs: Parameters<MediaHandlers["closed"]>[0] | undefined;
  private readonly blocks = new PcmBlocks();

  constructor(
    private readonly socket: MediaSocket,
    private readonly streamSid: string,
    private readonly live: boolean,
  ) {
    socket.onText = (text) => this.receive(text);
    socket.onBinary = () => socket.reject();
    socket.onClosed = (cause) => this.end(cause);
  }

  attach(handlers: MediaHandlers): void {
    this.handlers = handlers;
    if (this.closedAs) handlers.closed(this.closedAs);
  }

  sendAudio(pcm: Int16Array): void {
    const payload = Buffer.from(encodeMulaw(pcm).buffer).toString("base64");
    this.socket.send(`{"event":"media","streamSid":"${this.streamSid}","media":{"payload":"${payload}"}}`);
  }

  sendMark(name: string): void {
    this.socket.send(JSON.stringify({ event: "mark", streamSid: this.streamSid, mark: { name } }));
  }

  clear(): void {
    this.socket.send(JSON.stringify({ event: "clear", streamSid: this.streamSid }));
  }

  notify(update: LiveUpdate): void {
    if (this.live) this.socket.send(JSON.stringify({ event: "live", update }));
  }

  close(code: number, reason: string): void {
    this.socket.close(code, reason);
  }

  private receive(text: string): void {
    const message = readTwilioMessage(text);
    if (!message) return this.socket.reject();
    if (message.event === "media") this.media(message);
    else if (message.event === "mark") this.handlers.mark(message.mark.name);
    else if (message.event === "dtmf") this.handlers.dtmf(message.dtmf.digit);
    else if (message.event === "stop") this.end("guest");
    else if (message.event === "start") this.socket.reject();
  }

  private media({ streamSid, track, mulaw }: MediaMessage): void {
    if (streamSid !== this.streamSid) return this.socket.reject();
    if (track !== "outbound") this.handlers.audio(decodeMulaw(mulaw, this.blocks.take(mulaw.length)));
  }

  private end(cause: Parameters<MediaHandlers["closed"]>[0]): void {
    if (this.closedAs) return;
    this.closedAs = cause;
    this.handlers.closed(cause);
  }
}

/**
 * Waits for Twilio's `start`, which carries the token. Resolves to nothing when the peer does not send one within
 * `HELLO_MS`, or sends anything else: the socket is closed then.
 */
export function acceptTwilio(
  ws: WebSocket,
  timers: Timers,
  headers: IncomingHttpHeaders = {},
): Promise<Arrival | undefined> {
  const signature = headers["x-twilio-signature"]?.toString();
  return new Promise((resolve) => {
    const socket = new MediaSocket(ws);
    const refuse = (reason: string) => {
      cancel();
      socket.close(1008, reason);
      resolve(undefined);
    };
    const cancel = timers.after(HELLO_MS, () => refuse("No start message came."));
    socket.onBinary = () => refuse("The stream must open with text messages.");
    socket.onClosed = () => {
      cancel();
      resolve(undefined);
    };
    socket.onText = (text) => {
      const message = readTwilioMessage(text);
      if (message?.event === "connected" || message?.event === "unknown") return;
      if (message?.event !== "start") return refuse("A start message must come first.");
      const { streamSid, start } = message;
      const token = start.customParameters.token;
      if (!token) return refuse("The stream carries no call token.");
      cancel();
      const transport = new TwilioTransport(
        socket,
        streamSid,
        start.customParameters[LIVE_PARAMETER] === "transcript",
      );
      resolve({ token, transport, carrierId: start.callSid, ...(signature ? { signature } : {}) });
    };
  });
}
