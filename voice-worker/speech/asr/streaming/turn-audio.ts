import type { Loudness } from "../../loudness";

const FRAME_MS = 20;
/** Frames that one message may carry: fewer, larger messages cost less. Vendors like 20 to 250 ms. */
const MESSAGE_FRAMES = 10;
/** Frames of speech that go together: a message costs more than hearing a word in mid-sentence 80 ms sooner is worth. */
const SPEECH_FRAMES = 5;
/** After speech, each frame of silence goes at once for so long: the vendor counts them, and the guest waits for its end. */
const ENDING_MS = 1_500;
/** Silence kept from before the first sound, so that its first consonant is not lost. */
const PREROLL_MS = 500;

interface Frame {
  /** Sample of the stream at which it starts. */
  at: number;
  pcm: Int16Array;
}

/**
 * The audio of one turn, bounded, with a place up to which it was sent and one up to which the vendor has settled it:
 * what a new connection must hear again. Places are sample numbers of the whole stream.
 */
export class TurnAudio {
  readonly #frames: Frame[] = [];
  readonly #max: number;
  readonly #preroll: number;
  readonly #step: number;
  /** Index of the next frame to send. */
  #next = 0;
  #kept = 0;
  #settled: number;
  #end: number;
  #audible = false;
  /** Samples since something was to be heard. */
  #silent = 0;
  readonly #ending: number;

  constructor(
    private readonly loudness: Loudness,
    sampleRate: number,
    maxMs: number,
    start: number,
  ) {
    this.#step = (sampleRate * FRAME_MS) / 1_000;
    this.#max = (sampleRate * maxMs) / 1_000;
    this.#preroll = (sampleRate * PREROLL_MS) / 1_000;
    this.#ending = (sampleRate * ENDING_MS) / 1_000;
    this.#settled = this.#end = start;
  }

  get end(): number {
    return this.#end;
  }

  /** Something other than silence was heard. */
  get audible(): boolean {
    return this.#audible;
  }

  /** Something was sent. */
  get sent(): boolean {
    return this.#next > 0;
  }

  /** Something is not sent yet. */
  get hasUnsent(): boolean {
    return this.#next < this.#frames.length;
  }

  /** Enough waits for a message. The silence right after speech is in a hurry; any other is in none. */
  hasMessage(isQuiet: boolean): boolean {
    const waiting = this.#frames.length - this.#next;
    if (isQuiet || this.#silent > this.#ending) return waiting >= MESSAGE_FRAMES;
    return waiting >= (this.#silent > 0 ? 1 : SPEECH_FRAMES);
  }

  /** Appends. `audible` counts samples that were not silence; `dropped` is true when old sound had to go. */
  push(pcm: Int16Array): { audible: number; dropped: boolean } {
    let audible = 0;
    let dropped = false;
    for (let at = 0; at < pcm.length; at += this.#step) {
      const part = pcm.length <= this.#step ? pcm : pcm.subarray(at, at + this.#step);
      if (this.loudness.audible(part)) {
        this.#audible = true;
        this.#silent = 0;
        audible += part.length;
      } else this.#silent += part.length;
      this.#frames.push({ at: this.#end, pcm: part });
      this.#end += part.length;
      this.#kept += part.length;
      const bound = this.#audible ? this.#max : this.#preroll;
      while (this.#kept > bound && this.#frames.length > 1) {
        this.#kept -= (this.#frames.shift() as Frame).pcm.length;
        this.#next = Math.max(0, this.#next - 1);
        dropped ||= this.#audible;
      }
    }
    return { audible, dropped };
  }

  /** What is to be sent next, up to 200 ms in one piece. */
  take(): Frame | undefined {
    const first = this.#frames[this.#next];
    if (!first) return undefined;
    const frames = this.#frames.slice(this.#next, this.#next + MESSAGE_FRAMES);
    this.#next += frames.length;
    if (frames.length === 1) return first;
    const pcm = new Int16Array(frames.reduce((sum, frame) => sum + frame.pcm.length, 0));
    for (const frame of frames) pcm.set(frame.pcm, frame.at - first.at);
    return { at: first.at, pcm };
  }

  /** The vendor will not change what it made of the audio before `place`. */
  settle(place: number): void {
    const sent = this.#frames[this.#next - 1];
    const limit = sent ? sent.at + sent.pcm.length : this.#settled;
    this.#settled = Math.max(this.#settled, Math.min(place, limit));
  }

  /** The connection is lost: what was not settled is sent again. */
  rewind(): void {
    const at = this.#frames.findIndex((frame) => frame.at + frame.pcm.length > this.#settled);
    this.#next = at < 0 ? this.#frames.length : at;
  }

  /** Everything that is kept is sent again. */
  restart(): void {
    this.#settled = this.#frames[0]?.at ?? this.#end;
    this.#next = 0;
  }
}
