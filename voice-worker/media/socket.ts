import type { RawData, WebSocket } from "ws";
import type { HangUpCause } from "./port";

/** Bytes that may wait in a socket before its peer counts as dead: over three seconds of the widest audio. */
export const MAX_BUFFERED_BYTES = 128 * 1024;
/** Largest message a caller may send: 200 ms of 16 kHz PCM is 6.4 kB, the longest token 2 kB. */
export const MAX_MESSAGE_BYTES = 32 * 1024;
/** Messages that make no sense before the socket is closed. */
export const MAX_GARBAGE = 20;

/** No closing handshake came: the connection broke (RFC 6455, 7.4.1). Every other close is a goodbye. */
const ABNORMAL_CLOSURE = 1006;

/** `ws` names what a peer did wrong `WS_ERR_…`; a reset is the network's. */
const isProtocolError = (error: Error & { code?: string }): boolean =>
  error.code?.startsWith("WS_ERR_") === true;

/** A caller's WebSocket with its bounds: what it may send, and how much it may leave unread. */
export class MediaSocket {
  private garbage = 0;
  private done = false;
  onText: (text: string) => void = () => {};
  onBinary: (bytes: Buffer) => void = () => {};
  onClosed: (cause: HangUpCause) => void = () => {};

  constructor(private readonly socket: WebSocket) {
    socket.on("message", (data, binary) => this.receive(data, binary));
    socket.on("close", (code) => this.finish(code === ABNORMAL_CLOSURE ? "lost" : "guest"));
    // `ws` reports oversized frames, bad UTF-8 and resets here and closes afterwards by itself.
    socket.on("error", (error) => this.finish(isProtocolError(error) ? "garbage" : "lost"));
  }

  send(message: string | Uint8Array): void {
    if (this.done || this.socket.readyState !== this.socket.OPEN) return;
    if (this.socket.bufferedAmount > MAX_BUFFERED_BYTES) {
      this.socket.terminate();
      this.finish("overrun");
      return;
    }
    this.socket.send(message);
  }

  /** Counts a message that made no sense; too many end the call. */
  reject(): void {
    this.garbage += 1;
    if (this.garbage < MAX_GARBAGE || this.done) return;
    this.socket.close(1007, "Too many malformed messages.");
    this.finish("garbage");
  }

  close(code: number, reason: string): void {
    this.done = true;
    this.socket.close(code, reason.slice(0, 120));
  }

  private receive(data: RawData, binary: boolean): void {
    if (this.done) return;
    const bytes = Array.isArray(data)
      ? Buffer.concat(data)
      : Buffer.isBuffer(data)
        ? data
        : Buffer.from(data);
    if (binary) this.onBinary(bytes);
    else this.onText(bytes.toString("utf8"));
  }

  private finish(cause: HangUpCause): void {
    if (this.done) return;
    this.done = true;
    this.onClosed(cause);
  }
}

/** JSON or nothing: malformed text is not an exception here, it is Tuesday. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const ignore = () => {};

/** Handlers until a session attaches its own: what arrives earlier is not for anybody. */
export const noHandlers = { audio: ignore, text: ignore, dtmf: ignore, mark: ignore, closed: ignore };
