/** Makes a synthesised clause ready for the line: even loudness, and natural pauses instead of the engine's. */

/** Level of the voiced parts, dB below full scale, as telephone speech commonly stands. */
const TARGET_DBFS = -20;
const PEAK_LIMIT = 0.89 * 32_768;
const MAX_GAIN = 8;
const LEAD_MS = 20;
const FADE_MS = 5;

const rms = (pcm: Int16Array): number => {
  let sum = 0;
  for (const sample of pcm) sum += sample * sample;
  return Math.sqrt(sum / Math.max(1, pcm.length));
};

/** Sample indices of the first and last 10 ms that stand out of the floor (46 dB below the loudest 10 ms). */
function voicedSpan(pcm: Int16Array, sampleRate: number): { from: number; to: number; level: number } | null {
  const size = sampleRate / 100;
  const levels: number[] = [];
  for (let at = 0; at < pcm.length; at += size) levels.push(rms(pcm.subarray(at, at + size)));
  const floor = Math.max(8, Math.max(0, ...levels) / 200);
  const first = levels.findIndex((level) => level > floor);
  if (first < 0) return null;
  const last = levels.findLastIndex((level) => level > floor);
  const voiced = levels.slice(first, last + 1).filter((level) => level > floor);
  const power = voiced.reduce((sum, level) => sum + level * level, 0) / voiced.length;
  return { from: first * size, to: Math.min(pcm.length, (last + 1) * size), level: Math.sqrt(power) };
}

/**
 * Trims to what is voiced, with 20 ms before and `pauseMs` after it, at −20 dBFS without clipping.
 * Audio without any voice becomes empty.
 */
export function shapeClause(pcm: Int16Array, sampleRate: number, pauseMs: number): Int16Array {
  const span = voicedSpan(pcm, sampleRate);
  if (!span) return new Int16Array(0);
  let peak = 1;
  for (const sample of pcm) peak = Math.max(peak, Math.abs(sample));
  const target = 32_768 * 10 ** (TARGET_DBFS / 20);
  const gain = Math.min(target / span.level, PEAK_LIMIT / peak, MAX_GAIN);

  const lead = Math.min(span.from, (LEAD_MS * sampleRate) / 1_000);
  const body = pcm.subarray(span.from - lead, span.to);
  const out = new Int16Array(body.length + Math.round((pauseMs * sampleRate) / 1_000));
  const fade = Math.min(body.length >> 1, (FADE_MS * sampleRate) / 1_000);
  for (let i = 0; i < body.length; i++) {
    const edge = Math.min(1, (i + 1) / fade, (body.length - i) / fade);
    out[i] = Math.round((body[i] as number) * gain * edge);
  }
  return out;
}
