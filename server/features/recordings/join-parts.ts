import { partHeader } from "@/server/line/recording-header";
import { RecordingError, type StereoWav } from "./stereo-wav";

/** Frames of two 16-bit samples. */
const FRAME = 4;
/** Four hours at 16 kHz; a start beyond it is nonsense. */
const MOST_FRAMES = 4 * 3_600 * 16_000;

/** A part and where it begins on the call's timeline, in its own samples. */
export type PlacedPart = Pick<StereoWav, "sampleRate" | "frames" | "data" | "startSample">;

/** Throws RecordingError for a part that no call is long enough for. */
export function checkEnd({ startSample, frames }: PlacedPart): void {
  if (startSample + frames > MOST_FRAMES) throw new RecordingError("The part ends after any call.");
}

/**
 * Lays parts on one timeline that starts with the call; between them is silence. Where two overlap (the next worker goes
 * on from the last state that was told), both are heard. At the rate of the first. Throws RecordingError for a length that
 * no call has.
 */
export function layOut(parts: readonly PlacedPart[]): StereoWav {
  const sampleRate = parts[0]?.sampleRate ?? 0;
  const placed = parts.map((part) => ({ part, step: part.sampleRate / sampleRate }));
  const ends = placed.map(({ part, step }) => Math.floor((part.startSample + part.frames) / step));
  const frames = Math.max(0, ...ends);
  if (frames > MOST_FRAMES) throw new RecordingError("The recording is longer than any call.");
  const header = partHeader(sampleRate);
  const bytes = Buffer.alloc(header.length + frames * FRAME);
  header.copy(bytes);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.writeUInt32LE(frames * FRAME, header.length - 4);
  const data = bytes.subarray(header.length);
  for (const { part, step } of placed) mixIn(data, part, step);
  return { sampleRate, frames, bytes, data, startSample: 0 };
}

/** `step`: samples of the part for one of the timeline. */
function mixIn(data: Buffer, part: PlacedPart, step: number): void {
  const first = Math.floor(part.startSample / step);
  const count = Math.min(Math.floor(part.frames / step), data.length / FRAME - first);
  for (let i = 0; i < count; i++) {
    const from = Math.floor(i * step) * FRAME;
    const to = (first + i) * FRAME;
    for (const side of [0, 2]) {
      const sum = data.readInt16LE(to + side) + part.data.readInt16LE(from + side);
      data.writeInt16LE(Math.max(-32_768, Math.min(32_767, sum)), to + side);
    }
  }
}
