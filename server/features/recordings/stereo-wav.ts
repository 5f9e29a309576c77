import { completeSizes, readPartHeader } from "@/server/line/recording-header";

/** A span of a recording, in milliseconds from its start. */
export interface Span {
  startMs: number;
  endMs: number;
}

/** Bytes that are no recording of ours. */
export class RecordingError extends Error {
  override readonly name = "RecordingError";
}

const FRAME = 4;
/** Buckets of the waveform; each holds the loudest sample of its span. */
const MOST_BUCKETS = 800;
const FULL_SCALE = 32_768;

export interface StereoWav {
  sampleRate: number;
  /** Frames of two 16-bit samples: left the guest, right the line. */
  frames: number;
  /** The whole file; changes to `data` show here. */
  bytes: Buffer;
  data: Buffer;
  /** Where the file begins on the call's timeline, in samples. */
  startSample: number;
}

/**
 * A recording as the worker writes it (recording-header.ts). A torn last frame is cut off and the sizes in the header are
 * made true. Throws RecordingError for anything else.
 */
export function openStereoWav(bytes: Buffer): StereoWav {
  const header = readPartHeader(bytes);
  if (!header) throw new RecordingError("This is not a stereo recording of 16-bit samples.");
  const { sampleRate, startSample, dataAt } = header;
  if (sampleRate < 8_000 || sampleRate > 48_000) throw new RecordingError("The sample rate is nonsense.");
  const frames = Math.floor((bytes.length - dataAt) / FRAME);
  const whole = bytes.subarray(0, dataAt + frames * FRAME);
  completeSizes(whole, header);
  return { sampleRate, frames, bytes: whole, data: whole.subarray(dataAt), startSample };
}

export const durationOf = (wav: StereoWav): number => Math.round((wav.frames * 1000) / wav.sampleRate);

/** Spans widened by `marginMs` (word timings are estimates), in order, those that touch made one. */
export function mergeSpans(spans: readonly Span[], marginMs: number, longestMs: number): Span[] {
  const merged: Span[] = [];
  const wide = spans
    .map(({ startMs, endMs }) => ({
      startMs: Math.max(0, Math.floor(startMs - marginMs)),
      endMs: Math.min(longestMs, Math.ceil(endMs + marginMs)),
    }))
    .filter((span) => span.endMs > span.startMs)
    .sort((a, b) => a.startMs - b.startMs);
  for (const span of wide) {
    const last = merged.at(-1);
    if (last && span.startMs <= last.endMs) last.endMs = Math.max(last.endMs, span.endMs);
    else merged.push({ ...span });
  }
  return merged;
}

/** Makes the guest's side (left) silent in these spans, in place. */
export function silenceGuest(wav: StereoWav, spans: readonly Span[]): void {
  for (const { startMs, endMs } of spans) {
    const from = Math.floor((startMs * wav.sampleRate) / 1000);
    const until = Math.min(wav.frames, Math.ceil((endMs * wav.sampleRate) / 1000));
    for (let frame = from; frame < until; frame++) wav.data.writeInt16LE(0, frame * FRAME);
  }
}

/** The waveform: per channel at most 800 values of 0 to 100. */
export function peaksOf(wav: StereoWav): [number[], number[]] {
  const buckets = Math.min(MOST_BUCKETS, wav.frames);
  const peaks: [number[], number[]] = [
    new Array<number>(buckets).fill(0),
    new Array<number>(buckets).fill(0),
  ];
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = Math.floor((bucket * wav.frames) / buckets);
    const until = Math.floor(((bucket + 1) * wav.frames) / buckets);
    let left = 0;
    let right = 0;
    for (let at = from * FRAME; at < until * FRAME; at += FRAME) {
      left = Math.max(left, Math.abs(wav.data.readInt16LE(at)));
      right = Math.max(right, Math.abs(wav.data.readInt16LE(at + 2)));
    }
    peaks[0][bucket] = Math.round((left * 100) / FULL_SCALE);
    peaks[1][bucket] = Math.round((right * 100) / FULL_SCALE);
  }
  return peaks;
}
