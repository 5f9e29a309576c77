import WebSocket from "ws";
import type { OpenAiVendor } from "./client";
import { realtimeBase } from "./client";
import { type RealtimeEvent, readRealtimeEvent } from "./messages";

const CONNECT_MS = 5_000;
const MAX_MESSAGE_BYTES = 1_000_000;
/** What may wait to be sent; more means the vendor does not read. */
const MAX_UNSENT_BYTES = 1_000_000;

export interface SidebandHandlers {
  event(event: RealtimeEvent): void;
  /** Told once, whoever closed it. */
  closed(): void;
}

/** Our control channel of a Realtime call: tools, words and limits go over it, never sound. */
export class Sideband {
  private constructor(private readonly socket: WebSocket) {}

  /** Joins the call. Rejects when the vendor refuses or does not answer within five seconds. `signal` ends only the joining. */
  static connect(
    vendor: OpenAiVendor,
    vendorCallId: string,
    handlers: SidebandHandlers,
    signal: AbortSignal,
  ): Promise<Sideband> {
    const url = new URL(`${realtimeBase(vendor).replace(/^http/, "ws")}/realtime`);
    url.searchParams.set("call_id", vendorCallId);
    const socket = new WebSocket(url, {
      headers: { authorization: `Bearer ${vendor.apiKey}` },
      handshakeTimeout: CONNECT_MS,
      maxPayload: MAX_MESSAGE_BYTES,
      perMessageDeflate: false,
      followRedirects: false,
    });
    return new Promise((resolve, reject) => {
      const onAbort = () => socket.terminate();
      signal.addEventListener("abort", onAbort, { once: true });
      let opened = false;
      socket.on("error", reject);
      socket.on("message", (data, binary) => {
        const event = binary ? undefined : readRealtimeEvent(String(data));
        if (event) handlers.event(event);
      });
      socket.on("close", () => {
        signal.removeEventListener("abort", onAbort);
        if (opened) handlers.closed();
        else reject(new Error("The control channel was refused."));
      });
      socket.on("open", () => {
        signal.removeEventListener("abort", onAbort);
        opened = true;
        resolve(new Sideband(socket));
      });
      if (signal.aborted) onAbort();
    });
  }

  send(message: Record<string, unknown>): void {
    if (this.socket.readyState !== WebSocket.OPEN) return;
    if (this.socket.bufferedAmount > MAX_UNSENT_BYTES) return this.socket.terminate();
    this.socket.send(JSON.stringify(message));
  }

  close(): void {
    this.socket.close(1000);
  }
}
