import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Logger, silentLogger } from "@/server/kernel/logger";
import { decodeMulaw, encodeMulaw } from "@/voice-worker/media/mulaw";
import { resample } from "@/voice-worker/media/resample";
import { ManualTimers } from "@/voice-worker/testing/manual-timers";
import { FRAME, noise, rates, speechTrack, type Track, withNoise } from "../testing/noisy-speech";
import type { Vad } from "./port";
import { createSileroVads, type SileroVads } from "./silero";

const live = new AbortController().signal;
const hiss = (samples: number, level = 60, seed = 1) => Int16Array.from(noise(samples, level, seed));

/** A log that keeps what is said above "info". */
function noted(): { log: Logger; said: string[] } {
  const said: string[] = [];
  const note = (_: object, message: string) => void said.push(message);
  return { log: { ...silentLogger, warn: note, error: note }, said };
}

describe("the Silero VAD", { timeout: 120_000 }, () => {
  let track: Track;
  let vads: SileroVads;
  let judged: Map<string, Awaited<ReturnType<typeof rates>>>;
  beforeAll(async () => {
    // A busy machine is no overload here.
    vads = createSileroVads(silentLogger, { maxLagMs: Number.POSITIVE_INFINITY });
    [track] = await Promise.all([speechTrack(), vads.warm(live)]);
    judged = await judgeAll();
  }, 120_000);
  afterAll(() => vads.close());

  /** The state after each frame, once its batch is back. */
  const patient = (vad: Vad) => async (frame: Int16Array) => {
    vad.push(frame);
    await vads.settled();
    return vad.push(new Int16Array(0));
  };
  const hear = async (vad: Vad, pcm: Int16Array) => {
    const judge = patient(vad);
    let state = await judge(new Int16Array(0));
    for (let at = 0; at < pcm.length; at += FRAME) state = await judge(pcm.subarray(at, at + FRAME));
    return state;
  };

  const lines = [
    ["clean SNR over µ-law", 90, 8_000, 0.05, 0.05],
    ["20 dB SNR over µ-law", 20, 8_000, 0.08, 0.06],
    ["10 dB SNR over µ-law", 10, 8_000, 0.08, 0.08],
    ["5 dB SNR over µ-law", 5, 8_000, 0.1, 0.12],
    ["16 kHz browser audio is judged alike", 30, 16_000, 0.08, 0.08],
  ] as const;
  /** Five callers at once, as in a worker: frame by frame, one batch for all of them. */
  async function judgeAll() {
    const each = lines.map(async ([name, snr, rate]) => {
      const noisy = withNoise(track.pcm, snr);
      const pcm = rate === 8_000 ? decodeMulaw(encodeMulaw(noisy)) : resample(noisy, 8_000, rate);
      return [name, await rates(pcm, track.truth, patient(vads.createVad(rate)), rate)] as const;
    });
    return new Map(await Promise.all(each));
  }

  test("the model loads", () => expect(vads.ready).toBe(true));

  test.each(lines)("%s", (name, _snr, _rate, maxAlarm, maxMiss) => {
    const { falseAlarm = 1, miss = 1 } = judged.get(name) ?? {};
    expect(falseAlarm).toBeLessThanOrEqual(maxAlarm);
    expect(miss).toBeLessThanOrEqual(maxMiss);
  });

  test("speech starts within two windows of its first sound, whatever the phase", async () => {
    const from = track.pcm.subarray(16_000).findIndex((x) => Math.abs(x) > 600) + 16_000;
    const heardAfter: number[] = [];
    for (const phase of [0, 50, 100, 150, 200]) {
      const start = from - 8_000 - phase;
      const judge = patient(vads.createVad(8_000));
      for (let at = start; ; at += FRAME) {
        if (!(await judge(track.pcm.subarray(at, at + FRAME))).speaking) continue;
        heardAfter.push((at + FRAME - from) / 8);
        break;
      }
    }
    heardAfter.sort((a, b) => a - b);
    expect(heardAfter[2]).toBeLessThanOrEqual(64);
    expect(heardAfter[4]).toBeLessThanOrEqual(100);
  });

  test("a change between two frames is told, with the time it already lasts", async () => {
    const vad = vads.createVad(8_000);
    const told: boolean[] = [];
    vad.onChange = ({ speaking, runMs }) => {
      told.push(speaking);
      expect(runMs).toBeGreaterThan(0);
    };
    const start = track.pcm.findIndex((x) => Math.abs(x) > 600);
    await hear(vad, track.pcm.subarray(start - 4_000, start + 8_000));
    const end = await hear(vad, hiss(8_000));
    expect(told.slice(0, 1)).toEqual([true]);
    expect(told.at(-1)).toBe(false);
    expect(end).toMatchObject({ speaking: false });
    expect(end.runMs).toBeGreaterThan(700);
    vad.close?.();
  });

  test("callers in one batch do not hear each other", async () => {
    const start = track.pcm.findIndex((x) => Math.abs(x) > 600);
    const [quiet, loud, wide] = [vads.createVad(8_000), vads.createVad(8_000), vads.createVad(16_000)];
    let spoke = { quiet: false, loud: false, wide: false };
    for (let i = 0; i < 50; i++) {
      quiet.push(hiss(FRAME, 400, i + 1));
      loud.push(track.pcm.subarray(start + i * FRAME, start + (i + 1) * FRAME));
      wide.push(hiss(2 * FRAME, 400, i + 1));
      await vads.settled();
      const now = (vad: Vad) => vad.push(new Int16Array(0)).speaking;
      spoke = {
        quiet: spoke.quiet || now(quiet),
        loud: spoke.loud || now(loud),
        wide: spoke.wide || now(wide),
      };
    }
    expect(spoke).toEqual({ quiet: false, loud: true, wide: false });
  });

  test("odd frames, nothing, full scale and silence end in silence; reset forgets", async () => {
    const vad = vads.createVad(8_000);
    expect(vad.push(new Int16Array(0))).toEqual({ probability: 0, speaking: false, runMs: 0 });
    await hear(
      vad,
      new Int16Array(4_000).map((_, i) => (i & 1 ? 32_767 : -32_768)),
    );
    expect(await hear(vad, new Int16Array(8_001))).toMatchObject({ speaking: false });
    vad.reset();
    expect(vad.push(new Int16Array(0))).toEqual({ probability: 0, speaking: false, runMs: 0 });
    const start = track.pcm.findIndex((x) => Math.abs(x) > 600);
    for (let at = start; at < start + 4_000; at += 37) vad.push(track.pcm.subarray(at, at + 37));
    await vads.settled();
    expect(vad.push(new Int16Array(0)).speaking).toBe(true);
    vad.push(track.pcm.subarray(start, start + 4_000));
    vad.reset();
    await vads.settled();
    expect(vad.push(new Int16Array(0)).speaking).toBe(false);
    vad.close?.();
    vad.close?.();
  });

  test("a call that runs ahead of the thread goes on with the energy detector, told once", async () => {
    const { log, said } = noted();
    // What runs ahead is the call: any thread will do, the model need not be loaded again.
    const entry = new URL("./crashing-test.worker.ts", import.meta.url);
    const busy = createSileroVads(log, { entry, model: "works" });
    await busy.warm(live);
    const start = track.pcm.findIndex((x) => Math.abs(x) > 600);
    const ahead = [busy.createVad(8_000), busy.createVad(8_000)];
    for (const vad of ahead) vad.push(track.pcm.subarray(start, start + 16_000));
    expect(said).toEqual(["voice detection is overloaded: some calls use energy"]);
    for (const vad of ahead) expect(vad.push(track.pcm.subarray(start, start + 4_000)).speaking).toBe(true);
    await busy.close();
  });
});

describe("a Silero VAD in trouble", { timeout: 60_000 }, () => {
  const loud = hiss(8_000, 6_000);

  test("before the model is there, and when it is not, calls get the energy detector, told once", async () => {
    const { log, said } = noted();
    const timers = new ManualTimers();
    const vads = createSileroVads(log, { timers, model: "/nowhere/model.onnx" });
    expect(vads.createVad(8_000).onChange).toBeUndefined();
    await vads.warm(live);
    timers.advance(30_000);
    expect(vads.ready).toBe(false);
    expect(vads.createVad(8_000).push(loud).speaking).toBe(true);
    expect(said).toEqual(["voice detection falls back to energy"]);
    await vads.close();
    expect(timers.pending).toBe(0);
  });

  test.each(["dies", "throws", "hangs"])("a thread that %s leaves no call deaf", async (model) => {
    const { log, said } = noted();
    const entry = new URL("./crashing-test.worker.ts", import.meta.url);
    const vads = createSileroVads(log, { model, entry });
    await vads.warm(live);
    const vad = vads.createVad(8_000);
    vad.push(loud.subarray(0, 800));
    await vads.settled();
    expect(vads.ready).toBe(false);
    expect(vad.push(loud).speaking).toBe(true);
    expect(said).toEqual(["voice detection falls back to energy"]);
    await vads.close();
  });

  test("an aborted start is silent; after close calls get the energy detector; idle calls are forgotten", async () => {
    const { log, said } = noted();
    const timers = new ManualTimers();
    const entry = new URL("./crashing-test.worker.ts", import.meta.url);
    const vads = createSileroVads(log, { timers, entry });
    await vads.warm(AbortSignal.abort(new Error("stopped")));
    expect(vads.ready).toBe(false);
    await vads.warm(live);
    expect(vads.ready).toBe(true);
    const vad = vads.createVad(8_000);
    vad.push(new Int16Array(160));
    expect(timers.pending).toBe(1);
    timers.advance(60_000);
    expect(timers.pending).toBe(0);
    await vads.close();
    await vads.close();
    expect(vads.createVad(8_000).push(loud).speaking).toBe(true);
    vad.push(loud);
    expect(timers.pending).toBe(0);
    expect(said).toEqual([]);
  });
});
