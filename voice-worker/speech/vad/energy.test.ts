import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decodeMulaw, encodeMulaw } from "@/voice-worker/media/mulaw";
import { resample } from "@/voice-worker/media/resample";
import { createEmbeddedTts } from "../tts/embedded";
import { createEnergyVad } from "./energy";

const FRAME = 160;

const noise = (samples: number, rms: number, seed = 1): Float64Array => {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  return Float64Array.from({ length: samples }, () => rms * (random() + random() + random()));
};

interface Track {
  pcm: Int16Array;
  /** Truth per frame: 1 speech, 0 silence, -1 near an edge. */
  truth: Int8Array;
}

/** Clauses with 1.2 s of silence around each; truth from the clean audio. */
async function speechTrack(): Promise<Track> {
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
const withNoise = (pcm: Int16Array, snrDb: number): Int16Array => {
  const hiss = noise(pcm.length, 3_277 * 10 ** (-snrDb / 20));
  return Int16Array.from(pcm, (x, i) =>
    Math.max(-32_768, Math.min(32_767, Math.round(x + (hiss[i] as number)))),
  );
};

function rates(pcm: Int16Array, truth: Int8Array, sampleRate: 8000 | 16000 = 8_000) {
  const vad = createEnergyVad(sampleRate);
  const frame = (FRAME * sampleRate) / 8_000;
  const count = { alarms: 0, silence: 0, misses: 0, speech: 0 };
  truth.forEach((speech, i) => {
    const { speaking } = vad.push(pcm.subarray(i * frame, (i + 1) * frame));
    // The first second is for learning the line.
    if (i < 50 || speech < 0) return;
    if (speech) {
      count.speech += 1;
      if (!speaking) count.misses += 1;
    } else {
      count.silence += 1;
      if (speaking) count.alarms += 1;
    }
  });
  return { falseAlarm: count.alarms / count.silence, miss: count.misses / count.speech };
}

describe("the energy VAD", { timeout: 30_000 }, () => {
  let track: Track;
  beforeAll(async () => {
    track = await speechTrack();
  });
  const figures: string[] = [];
  afterAll(() => process.stdout.write(`VAD false alarms / misses per 20 ms frame: ${figures.join("; ")}\n`));

  test.each([
    ["clean", Number.POSITIVE_INFINITY, 0.02, 0.05],
    ["40 dB", 40, 0.02, 0.05],
    ["30 dB", 30, 0.02, 0.08],
    ["20 dB", 20, 0.03, 0.12],
    ["10 dB", 10, 0.05, 0.4],
  ])("%s SNR over µ-law", (name, snr, maxAlarm, maxMiss) => {
    const noisy = Number.isFinite(snr) ? withNoise(track.pcm, snr) : track.pcm;
    const { falseAlarm, miss } = rates(decodeMulaw(encodeMulaw(noisy)), track.truth);
    figures.push(`${name} ${(100 * falseAlarm).toFixed(1)} % / ${(100 * miss).toFixed(1)} %`);
    expect(falseAlarm).toBeLessThanOrEqual(maxAlarm);
    expect(miss).toBeLessThanOrEqual(maxMiss);
  });

  test("16 kHz browser audio is judged alike", () => {
    const { falseAlarm, miss } = rates(
      resample(withNoise(track.pcm, 30), 8_000, 16_000),
      track.truth,
      16_000,
    );
    expect(falseAlarm).toBeLessThanOrEqual(0.02);
    expect(miss).toBeLessThanOrEqual(0.1);
  });

  test("a click shorter than 60 ms does not start speech; runMs counts the present state", () => {
    const vad = createEnergyVad(8_000);
    expect(vad.push(new Int16Array(8_000))).toEqual({
      probability: expect.closeTo(0, 1),
      speaking: false,
      runMs: 1_000,
    });
    const click = Int16Array.from(noise(160, 4_000));
    let spoke = false;
    for (const frame of [click, ...Array.from({ length: 20 }, () => new Int16Array(160))])
      spoke ||= vad.push(frame).speaking;
    expect(spoke).toBe(false);
  });

  test("speech from the very first frame is heard, and reset forgets it", () => {
    const vad = createEnergyVad(8_000);
    const talk = track.pcm.subarray(16_000, 16_000 + 8_000);
    let first = -1;
    for (let at = 0; at < talk.length && first < 0; at += FRAME) {
      if (vad.push(talk.subarray(at, at + FRAME)).speaking) first = at / 8;
    }
    expect(first).toBeGreaterThanOrEqual(0);
    expect(first).toBeLessThan(250);
    vad.reset();
    expect(vad.push(new Int16Array(0))).toEqual({ probability: 0, speaking: false, runMs: 0 });
  });

  test("the cut into frames does not matter", () => {
    const runs = [37, 160, 4_000].map((size) => {
      const vad = createEnergyVad(8_000);
      for (let at = 0; at < 32_000; at += size) vad.push(track.pcm.subarray(at, Math.min(32_000, at + size)));
      return vad.push(new Int16Array(0));
    });
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[2]).toEqual(runs[0]);
  });

  test("full scale, digital silence and steps in the noise end in silence again", () => {
    const vad = createEnergyVad(8_000);
    vad.push(new Int16Array(16_000));
    vad.push(Int16Array.from(noise(8_000 * 4, 60)));
    expect(vad.push(Int16Array.from(noise(8_000, 60, 9))).speaking).toBe(false);
    vad.push(new Int16Array(4_000).map((_, i) => (i & 1 ? 32_767 : -32_768)));
    expect(vad.push(new Int16Array(8_000)).speaking).toBe(false);
  });
});
