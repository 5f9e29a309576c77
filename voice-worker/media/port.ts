import type { ToStaff, WorkerMessage } from "@/server/line/browser-media";

/** Marks and clears are the transport's own business; everything else a page may show. */
export type LiveUpdate = Exclude<WorkerMessage, { type: "mark" } | { type: "clear" }>;

/** `guest`: they hung up. `lost`, `overrun`: the connection broke or stalled, and they may come back. `garbage`: it makes no sense. */
export type HangUpCause = "guest" | "lost" | "garbage" | "overrun";

/** What a transport reports. All callbacks are synchronous and must return at once. */
export interface MediaHandlers {
  /** Whoever gets it may keep it: nobody writes into it any more. */
  audio(pcm: Int16Array): void;
  text(text: string): void;
  dtmf(digit: string): void;
  mark(name: string): void;
  closed(cause: HangUpCause): void;
}

/**
 * One caller's media, whoever carries it. PCM is 16-bit mono at `sampleRate`. Nothing blocks: a peer that does
 * not read is cut off at the transport's bound and reported as `closed("overrun")`.
 */
export interface MediaTransport {
  readonly kind: "twilio" | "browser";
  readonly sampleRate: 8000 | 16000;
  /** False when the guest only types. */
  readonly audio: boolean;
  sendAudio(pcm: Int16Array): void;
  sendMark(name: string): void;
  /** Drops what the far side has not played yet. */
  clear(): void;
  /** Live transcript, state and levels, for far sides that show them. */
  notify(update: LiveUpdate): void;
  attach(handlers: MediaHandlers): void;
  close(code: number, reason: string): void;
}

/** A caller whose first message has arrived: the one-time token and the transport to talk over. */
export interface Arrival {
  token: string;
  transport: MediaTransport;
  /** The carrier's own name of the call, for logs. */
  carrierId?: string;
  /** How the carrier signed the upgrade of its socket. */
  signature?: string;
}

/** A person of the hotel in a call, whoever carries their audio. PCM is 16-bit mono at `STAFF_SAMPLE_RATE`. */
export interface StaffPeer {
  sendAudio(pcm: Int16Array): void;
  tell(message: ToStaff): void;
  attach(handlers: StaffHandlers): void;
  close(code: number, reason: string): void;
}

export interface StaffHandlers {
  audio(pcm: Int16Array): void;
  speak(on: boolean): void;
  closed(): void;
}
