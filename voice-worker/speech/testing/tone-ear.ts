import { createResampler } from "@/voice-worker/media/resample";
import { tonesToTexts } from "./tone-modem";

const RATE = 8_000;
const FRAME = 160;
const INTERIM_MS = 300;
const SILENT_RMS = 60;

/** What a vendor's double has made of the audio so far. */
export interface Heard {
  kind: "interim" | "endpoint";
  text: string;
  startMs: number;
  endMs: number;
}

/** The recogniser inside the vendors' doubles: hears the tone modem, finds ends of utterances by silence. */
export class ToneEar {
  readonly #down;
  #rest = new Int16Array(0);
  #utterance: number[] = [];
  #at = 0;
  #startMs = 0;
  #silenceMs = 0;
  #sounds = false;
  #sinceInterim = 0;

  constructor(
    sampleRate: number,
    private readonly endpointMs: number,
  ) {
    this.#down = sampleRate === RATE ? undefined : createResampler(sampleRate, RATE);
  }

  /** Milliseconds of audio heard. */
  get nowMs(): number {
    return (1_000 * this.#at) / RATE;
  }

  push(pcm: Int16Array): Heard[] {
    const narrow = this.#down ? this.#down.push(pcm) : pcm;
    const all = new Int16Array(this.#rest.length + narrow.length);
    all.set(this.#rest);
    all.set(narrow, this.#rest.length);
    const heard: Heard[] = [];
    let at = 0;
    for (; at + FRAME <= all.length; at += FRAME) heard.push(...this.#frame(all.subarray(at, at + FRAME)));
    this.#rest = all.slice(at);
    return heard;
  }

  /** Everything up to now, as if the utterance ended here. */
  flush(): Heard {
    const { text, startMs, endMs } = this.#read("endpoint");
    this.#utterance = [];
    this.#sounds = false;
    return { kind: "endpoint", text, startMs, endMs };
  }

  #frame(frame: Int16Array): Heard[] {
    const rms = Math.sqrt(frame.reduce((sum, x) => sum + x * x, 0) / FRAME);
    const isLoud = rms > SILENT_RMS;
    if (isLoud && !this.#sounds) {
      this.#sounds = true;
      this.#startMs = this.nowMs;
      this.#sinceInterim = 0;
    }
    this.#at += FRAME;
    // Modem frames need not be aligned with ours: a little of the silence before belongs to the utterance.
    this.#utterance.push(...frame);
    if (!this.#sounds) {
      this.#utterance = this.#utterance.slice(-FRAME * 3);
      return [];
    }
    this.#silenceMs = isLoud ? 0 : this.#silenceMs + 20;
    this.#sinceInterim += 20;
    if (this.#silenceMs >= this.endpointMs) return [this.flush()];
    // Reading is slow: the longer the utterance, the rarer.
    const everyMs = Math.max(INTERIM_MS, (this.nowMs - this.#startMs) / 4);
    if (this.#sinceInterim < everyMs) return [];
    this.#sinceInterim = 0;
    const interim = this.#read("interim");
    return interim.text ? [interim] : [];
  }

  #read(kind: Heard["kind"]): Heard {
    const text = tonesToTexts(Int16Array.from(this.#utterance)).join(" ");
    return { kind, text, startMs: this.#startMs, endMs: this.nowMs };
  }
}

export interface HeardWord {
  word: string;
  startMs: number;
  endMs: number;
}

/** Words spread evenly over the time in which they were heard. */
export function wordsOf({ text, startMs, endMs }: Heard): HeardWord[] {
  const words = text.split(" ").filter((word) => word !== "");
  const each = (endMs - startMs) / Math.max(1, words.length);
  return words.map((word, i) => ({ word, startMs: startMs + i * each, endMs: startMs + (i + 1) * each }));
}

/** A text that starts with "[de] " is German: heard as such only by who listens for German. */
export function inLanguage(text: string, listensFor: string): { text: string; language: string } {
  const [, tag, words] = /^\[([a-z]{2})\] (.*)$/.exec(text) ?? [];
  const spoken = tag ?? "en";
  const understood = listensFor === "" || listensFor === "multi" || listensFor.startsWith(spoken);
  return { text: understood ? (words ?? text) : "mumble", language: understood ? spoken : listensFor };
}
