/** Audio that came later than the audio before it would have: a gap in the stream, or a recogniser fed by fits. */
const GAP_MS = 40;
/** Places remembered: some minutes of a stream with many gaps. */
const MAX_PLACES = 500;

/**
 * When what a recogniser heard was said. Recognisers count milliseconds of the audio they were given; a stream has gaps,
 * and some are only given what the voice detector lets through.
 */
export class StreamClock {
  private streamMs = 0;
  private places: { streamMs: number; at: number }[] = [];

  /** `ms` of audio that ended at `now`, milliseconds of the worker's clock, went to the recogniser. */
  pushed(ms: number, now: number): void {
    const begins = now - ms;
    const last = this.places.at(-1);
    const expected = last && last.at + (this.streamMs - last.streamMs);
    if (expected === undefined || begins - expected > GAP_MS) {
      this.places.push({ streamMs: this.streamMs, at: begins });
      if (this.places.length > MAX_PLACES) this.places.shift();
    }
    this.streamMs += ms;
  }

  /** A moment of the stream on the worker's clock. */
  at(streamMs: number): number {
    const place = this.places.findLast((candidate) => candidate.streamMs <= streamMs) ?? this.places[0];
    return place ? place.at + (streamMs - place.streamMs) : streamMs;
  }

  /** A word with its times on the worker's clock. */
  placed({ text, startMs, endMs }: { text: string; startMs: number; endMs: number }) {
    const start = this.at(startMs);
    return { text, startMs: start, endMs: Math.max(start, this.at(endMs)) };
  }
}
