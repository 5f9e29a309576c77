import type { AsrEvent } from "../port";
import type { TurnAudio } from "./turn-audio";
import type { Segment } from "./wire";

type Final = Extract<AsrEvent, { type: "final" }>;

/** Words that a vendor had not settled when it failed: good enough to be read back, not to be acted on. */
const UNSETTLED_CONFIDENCE = 0.4;
const MAX_SEGMENTS = 100;
const MAX_ALTERNATIVES = 5;

const tidy = (text: string): string => text.replace(/\s+/g, " ").trim();
const joined = (texts: readonly string[]): string => tidy(texts.join(" "));

/** "en-US" and "EN_us" are "en"; undefined for what is no language tag. */
export function primaryLanguage(tag: string | undefined): string | undefined {
  const primary = tag?.trim().toLowerCase().split(/[-_]/)[0] ?? "";
  return /^[a-z]{2,3}$/.test(primary) ? primary : undefined;
}

/** What a vendor has said about one turn so far. */
export class Turn {
  readonly #segments: Segment[] = [];
  #partial = "";
  ended = false;
  /** Nobody wants its final: a false start. */
  discarded = false;
  finishSent = false;
  /** The vendor's last word was the end of an utterance. */
  #endpointed = false;
  #soundSinceEndpoint = 0;

  constructor(
    readonly id: number,
    readonly audio: TurnAudio,
  ) {}

  get text(): string {
    return joined([...this.#segments.map((segment) => segment.text), this.#partial]);
  }

  /** Samples of sound since the vendor's end of an utterance; infinite before one. */
  get soundSinceEndpoint(): number {
    return this.#endpointed ? this.#soundSinceEndpoint : Number.POSITIVE_INFINITY;
  }

  /** Nothing was heard yet, or nothing more since the vendor's end of an utterance. */
  get isQuiet(): boolean {
    return !this.audio.audible || this.soundSinceEndpoint === 0;
  }

  /** True when old sound had to go. */
  push(pcm: Int16Array): boolean {
    const { audible, dropped } = this.audio.push(pcm);
    this.#soundSinceEndpoint += audible;
    return dropped;
  }

  partial(text: string): void {
    this.#partial = tidy(text);
    if (this.#partial) this.#endpointed = false;
  }

  segment(segment: Segment, endpoint: boolean): void {
    this.#partial = "";
    const text = tidy(segment.text);
    if (text) this.#segments.push({ ...segment, text });
    if (this.#segments.length > MAX_SEGMENTS) this.#segments.shift();
    if (!endpoint) return;
    this.#endpointed = this.#segments.length > 0;
    this.#soundSinceEndpoint = 0;
  }

  /** Everything is to be heard again. */
  restart(): void {
    this.#segments.length = 0;
    this.#partial = "";
    this.#endpointed = this.finishSent = false;
    this.audio.restart();
  }

  final(): Final {
    const texts = this.#segments.map((segment) => segment.text);
    if (this.#partial) texts.push(this.#partial);
    const text = joined(texts);
    if (!text) return { type: "final", text: "", confidence: 0 };
    const words = this.#segments.flatMap((segment) => segment.words);
    const alternatives = this.#alternatives(texts);
    const language = this.#language();
    return {
      type: "final",
      text,
      confidence: this.#confidence(),
      ...(words.length > 0 ? { words } : {}),
      ...(alternatives.length > 0 ? { alternatives } : {}),
      ...(language ? { language } : {}),
    };
  }

  /** Mean over the segments, weighed by their length. */
  #confidence(): number {
    let sum = this.#partial.length * UNSETTLED_CONFIDENCE;
    let length = this.#partial.length;
    for (const { text, confidence } of this.#segments) {
      sum += text.length * confidence;
      length += text.length;
    }
    return Math.max(0.01, Math.min(1, Math.round((1_000 * sum) / length) / 1_000));
  }

  /** The whole turn with one segment heard otherwise. */
  #alternatives(texts: readonly string[]): string[] {
    const all = this.#segments.flatMap((segment, i) =>
      segment.alternatives.map((other) => joined(texts.with(i, other))),
    );
    const best = joined(texts);
    return [...new Set(all)].filter((text) => text && text !== best).slice(0, MAX_ALTERNATIVES);
  }

  /** The language most of the text was spoken in. */
  #language(): string | undefined {
    const lengths = new Map<string, number>();
    for (const { language, text } of this.#segments) {
      const primary = primaryLanguage(language);
      if (primary) lengths.set(primary, (lengths.get(primary) ?? 0) + text.length);
    }
    return [...lengths].sort((a, b) => b[1] - a[1])[0]?.[0];
  }
}
