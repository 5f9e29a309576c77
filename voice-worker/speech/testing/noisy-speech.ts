import { createEmbeddedTts } from "../tts/embedded";
import type { VadResult } from "../vad/port";

/** Samples of a 20 ms frame at 8 kHz. */
export const FRAME = 160;

/** White noise: three sources of the given amplitude, added. */
export const noise = (samples: number, rms: number, seed = 1): Float64Array => {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  return Float64Array.from({ length: samples }, () => rms * (random() + random() + random()));
};

export interface Track {
  pcm: Int16Array;
  /** Truth per frame: 1 speech, 0 silence, -1 near an edge. */
  truth: Int8Array;
}

let made: Promise<Track> | undefined;

/** Clauses with 1.2 s of silence around each; truth from the clean audio. Spoken once a process: read it only. */
export function speechTrack(): Promise<Track> {
  made ??= speak();
  return made;
}

async function speak(): Promise<Track> {
  const tts = createEmbeddedTts();
  const samples: number[] = new Array(16_000).fill(0);
  for (const [text, voice] of [
    ["I would like a room for two nights from Friday.", "rms"],
    ["Yes please.", "slt"],
    ["Two adults and one child.", "rms"],
    ["What time is breakfast?", "slt"],
  ] as const) {
    const asked = { text, voice, language: "en", sampleRate: 8_000 } as const;
    for await (const { pcm } of tts.synthesize(asked, new AbortController().signal)) samples.push(...pcm);
    samples.push(...new Array(9_600).fill(0));
  }
  await tts.close();
  const pcm = Int16Array.from(samples);
  const loud = Array.from({ length: Math.floor(pcm.length / FRAME) }, (_, i) => {
    const frame = pcm.subarray(i * FRAME, (i + 1) * FRAME);
    return Math.sqrt(frame.reduce((sum, x) => sum + x * x, 0) / FRAME) > 150;
  });
  const truth = Int8Array.from(loud, (_, i) => {
    const near = loud.slice(Math.max(0, i - 12), i + 13);
    if (near.every((speech) => !speech)) return 0;
    return loud[i] && loud[i - 1] && loud[i - 2] && loud[i - 3] && loud[i - 4] ? 1 : -1;
  });
  return { pcm, truth };
}

/** Speech stands at −20 dBFS, so the noise's RMS follows from the SNR. */
export const withNoise = (pcm: Int16Array, snrDb: number): Int16Array => {
  const hiss = noise(pcm.length, 3_277 * 10 ** (-snrDb / 20));
  return Int16Array.from(pcm, (x, i) =>
    Math.max(-32_768, Math.min(32_767, Math.round(x + (hiss[i] as number)))),
  );
};

/** Share of silent frames taken for speech, and of speech frames taken for silence; near edges nothing is judged. */
export async function rates(
  pcm: Int16Array,
  truth: Int8Array,
  judge: (frame: Int16Array) => VadResult | Promise<VadResult>,
  sampleRate: 8000 | 16000 = 8_000,
): Promise<{ falseAlarm: number; miss: number }> {
  const frame = (FRAME * sampleRate) / 8_000;
  const count = { alarms: 0, silence: 0, misses: 0, speech: 0 };
  for (const [i, speech] of truth.entries()) {
    const { speaking } = await judge(pcm.subarray(i * frame, (i + 1) * frame));
    // The first second is for learning the line.
    if (i < 50 || speech < 0) continue;
    if (speech) {
      count.speech += 1;
      if (!speaking) count.misses += 1;
    } else {
      count.silence += 1;
      if (speaking) count.alarms += 1;
    }
  }
  return { falseAlarm: count.alarms / count.silence, miss: count.misses / count.speech };
}
