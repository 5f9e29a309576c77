import { SpeechError } from "../errors";

/** What every vendor's voice may be given. Milliseconds. */
export interface VendorVoiceLimits {
  /** Clauses at once; one more is refused. */
  maxClauses?: number;
  /** From asking to the vendor's first word of any kind. */
  connectMs?: number;
  /** Between two pieces of audio. */
  silenceMs?: number;
}

/** Longest audio of one clause: a vendor that never stops is not waited for. */
export const MAX_CLAUSE_MS = 180_000;

/** Counts the clauses at work and refuses more than may be. */
export class Places {
  private taken = 0;
  private closed = false;

  constructor(
    private readonly vendor: string,
    private readonly most: number,
  ) {}

  /** A place; call what it returns when it is free again. Throws when there is none. */
  take(): () => void {
    if (this.closed) throw new SpeechError(`The ${this.vendor} voice is closed.`, this.vendor, false);
    if (this.taken >= this.most)
      throw new SpeechError(`The ${this.vendor} voice has no free place.`, this.vendor, true);
    this.taken += 1;
    let free = false;
    return () => {
      if (!free) this.taken -= 1;
      free = true;
    };
  }

  close(): void {
    this.closed = true;
  }
}

/** The failure an HTTP status stands for, without anything the vendor wrote: it may quote the text or the key. */
export const failureOfStatus = (vendor: string, status: number): SpeechError =>
  new SpeechError(`${vendor} answered ${status}.`, vendor, status === 429 || status === 408 || status >= 500);

/** Little-endian 16-bit samples from bytes that may be torn anywhere. */
export class PcmBytes {
  private left: Uint8Array = new Uint8Array(0);

  push(bytes: Uint8Array): Int16Array {
    const all = this.left.length > 0 ? Buffer.concat([this.left, bytes]) : bytes;
    const whole = all.length - (all.length % 2);
    this.left = all.subarray(whole);
    const pcm = new Int16Array(whole / 2);
    for (let i = 0; i < pcm.length; i++) pcm[i] = (all[2 * i] as number) | ((all[2 * i + 1] as number) << 8);
    return pcm;
  }
}

/** Text a vendor can say: no control or direction characters, no half of a surrogate pair. */
export const sayable = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cs}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}\ufffe\uffff]/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
