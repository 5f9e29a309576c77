import { createResampler } from "@/voice-worker/media/resample";
import { SpeechError } from "../errors";
import { EventQueue } from "../events";
import { tonesToTexts } from "../testing/tone-modem";
import type { Asr, AsrEvent, AsrOptions, AsrStream } from "./port";

export interface FakeAsrOptions {
  maxStreams?: number;
  maxTurnMs?: number;
  /** Says it is a demo ear, as the embedded recogniser does. */
  isDemoEar?: boolean;
  /** Confidence of every final that holds text. */
  confidence?: number;
}

export interface FakeAsr extends Asr {
  /** The next turn of any stream fails: an error event, then an empty final. */
  failNext(message: string): void;
}

const RATE = 8_000;

/** Hears what `textToTones` and the fake voice say, through µ-law and resampling; several texts in a turn are joined. */
export function createFakeAsr(given: FakeAsrOptions = {}): FakeAsr {
  const options = { maxStreams: 64, maxTurnMs: 15_000, isDemoEar: false, confidence: 0.95, ...given };
  const streams = new Set<AsrStream>();
  const failures: string[] = [];
  let closed = false;

  const openStream = (asked: AsrOptions, signal: AbortSignal): AsrStream => {
    const events = new EventQueue<AsrEvent>(64, (event) => event.type !== "final");
    const down = asked.sampleRate === 16_000 ? createResampler(16_000, RATE) : null;
    let parts: Int16Array[] = [];
    let length = 0;
    let told = false;
    let heardAt = 0;
    let isOpen = true;

    const audio = (): Int16Array => {
      const all = new Int16Array(length);
      let at = 0;
      for (const part of parts) {
        all.set(part, at);
        at += part.length;
      }
      return all;
    };
    const reset = (): void => {
      parts = [];
      length = heardAt = 0;
      told = false;
    };
    const bound = (): void => {
      const max = (options.maxTurnMs * RATE) / 1_000;
      if (length <= max) return;
      parts = [audio().slice(length - max)];
      length = max;
      heardAt = Math.min(heardAt, length);
      if (!told)
        events.push({ type: "error", message: "Only the end of a long turn is kept.", fatal: false });
      told = true;
    };
    const close = (): void => {
      isOpen = false;
      signal.removeEventListener("abort", close);
      events.end();
      streams.delete(stream);
    };
    const stream: AsrStream = {
      events,
      isDemoEar: options.isDemoEar,
      push(pcm) {
        if (!isOpen) return;
        const frame = down ? down.push(pcm) : pcm.slice();
        parts.push(frame);
        length += frame.length;
        bound();
        if (length - heardAt < RATE * 0.3) return;
        heardAt = length;
        const text = tonesToTexts(audio()).join(" ");
        if (text) events.push({ type: "partial", text, stability: 0.9 });
      },
      expect() {},
      endTurn() {
        if (!isOpen) return;
        const failure = failures.shift();
        const text = failure === undefined ? tonesToTexts(audio()).join(" ") : "";
        reset();
        if (failure !== undefined) events.push({ type: "error", message: failure, fatal: false });
        events.push({ type: "final", text, confidence: text ? options.confidence : 0 });
      },
      reset,
      close,
    };
    signal.addEventListener("abort", close, { once: true });
    streams.add(stream);
    return stream;
  };

  return {
    name: "fake",
    failNext: (message) => failures.push(message),
    open(asked, signal) {
      signal.throwIfAborted();
      if (closed) throw new SpeechError("The fake ear is closed.", "fake", false);
      if (streams.size >= options.maxStreams)
        throw new SpeechError("The fake ear has no free place.", "fake", true);
      return openStream(asked, signal);
    },
    async close() {
      closed = true;
      for (const stream of [...streams]) stream.close();
    },
  };
}
