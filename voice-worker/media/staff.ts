import type { WebSocket } from "ws";
import { STAFF_SAMPLE_RATE, StaffMessage, type ToStaff } from "@/server/line/browser-media";
import type { Timers } from "../timing";
import { readPcm } from "./browser";
import type { StaffHandlers, StaffPeer } from "./port";
import { MediaSocket, parseJson } from "./socket";
import { HELLO_MS } from "./twilio";

const MAX_FRAME_BYTES = (STAFF_SAMPLE_RATE / 5) * 2;

/** A person whose hello has come; who they are, the token tells. */
export interface StaffArrival {
  token: string;
  peer: StaffPeer;
}

class StaffSocket implements StaffPeer {
  private handlers: StaffHandlers | undefined;
  private gone = false;

  constructor(private readonly socket: MediaSocket) {
    socket.onText = (text) => this.receive(text);
    socket.onBinary = (bytes) => this.frame(bytes);
    socket.onClosed = () => this.end();
  }

  attach(handlers: StaffHandlers): void {
    this.handlers = handlers;
    if (this.gone) handlers.closed();
  }

  sendAudio(pcm: Int16Array): void {
    this.socket.send(new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength));
  }

  tell(message: ToStaff): void {
    this.socket.send(JSON.stringify(message));
  }

  close(code: number, reason: string): void {
    this.socket.close(code, reason);
  }

  private receive(text: string): void {
    const parsed = StaffMessage.safeParse(parseJson(text));
    if (!parsed.success || parsed.data.type === "hello") return this.socket.reject();
    if (parsed.data.type === "speak") return this.handlers?.speak(parsed.data.on);
    this.end();
    this.socket.close(1000, "bye");
  }

  private frame(bytes: Buffer): void {
    const pcm = readPcm(bytes, MAX_FRAME_BYTES);
    if (!pcm) return this.socket.reject();
    this.handlers?.audio(pcm);
  }

  private end(): void {
    if (this.gone) return;
    this.gone = true;
    this.handlers?.closed();
  }
}

/** Waits for a person's `hello`. Resolves to nothing, and closes the socket, when none comes within `HELLO_MS`. */
export function acceptStaff(ws: WebSocket, timers: Timers): Promise<StaffArrival | undefined> {
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
      const parsed = StaffMessage.safeParse(parseJson(text));
      if (!parsed.success || parsed.data.type !== "hello") return refuse("Say hello first.");
      cancel();
      resolve({ token: parsed.data.token, peer: new StaffSocket(socket) });
    };
  });
}
