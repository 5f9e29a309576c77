import { createRequire } from "node:module";
import { silentLogger } from "@/server/kernel/logger";
import { decodeMulaw, encodeMulaw } from "@/voice-worker/media/mulaw";
import { FRAME, rates, speechTrack, type Track, withNoise } from "@/voice-worker/speech/testing/noisy-speech";
import { createEnergyVad } from "@/voice-worker/speech/vad/energy";
import type { Vad } from "@/voice-worker/speech/vad/port";
import { createSileroVads, type SileroVads } from "@/voice-worker/speech/vad/silero";

/**
 * Voice detection: what it hears in noise, how late, and what it costs a call.
 * `npm run bench:vad [-- --calls 1,8,32,100,300] [--model v5|v6] [--only accuracy|cost]`
 */

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
};
const counts = (option("--calls") ?? "1,8,32,100,300").split(",").map(Number);
const only = option("--only");
const file = `silero_vad_${option("--model") ?? "v5"}.onnx`;
const model = createRequire(import.meta.url).resolve(`@ricky0123/vad-web/dist/${file}`);
const live = new AbortController().signal;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const rest = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Frames one by one, each batch awaited: what the detector knows, not how late. */
const patient = (vad: Vad) => async (frame: Int16Array) => {
  vad.push(frame);
  await vads.settled();
  return vad.push(new Int16Array(0));
};

async function accuracy(track: Track, vads: SileroVads): Promise<void> {
  console.info("signal to noise      energy: false alarms, misses    silero: false alarms, misses");
  for (const snr of [Number.POSITIVE_INFINITY, 30, 20, 10, 5]) {
    const noisy = Number.isFinite(snr) ? withNoise(track.pcm, snr) : track.pcm;
    const pcm = decodeMulaw(encodeMulaw(noisy));
    const energy = createEnergyVad(8_000);
    const a = await rates(pcm, track.truth, (frame) => energy.push(frame));
    const silero = vads.createVad(8_000);
    const b = await rates(pcm, track.truth, patient(silero));
    silero.close?.();
    const name = Number.isFinite(snr) ? `${snr} dB` : "clean";
    console.info(
      `${name.padEnd(22)}${percent(a.falseAlarm).padStart(8)} ${percent(a.miss).padStart(10)}${percent(b.falseAlarm).padStart(20)} ${percent(b.miss).padStart(10)}`,
    );
  }
}

/** Milliseconds from the first loud sample of a clause to `speaking`, frames at their real pace. */
async function onsets(track: Track, make: () => Vad, tries = 12): Promise<number[]> {
  const starts: number[] = [];
  track.truth.forEach((speech, i) => {
    if (speech === 0 || track.truth[i - 1] !== 0) return;
    const from = i * FRAME;
    const loud = track.pcm.subarray(from).findIndex((x) => Math.abs(x) > 400);
    if (loud >= 0) starts.push(from + loud);
  });
  const took: number[] = [];
  for (let n = 0; n < tries; n++) {
    const start = starts[n % starts.length] as number;
    const vad = make();
    // Another phase of frame and window each time.
    const from = start - 8_000 - n * 37;
    let at: number | undefined;
    vad.onChange = (result) => {
      if (result.speaking) at ??= performance.now();
    };
    const began = performance.now();
    for (let i = 0; i < 75 && at === undefined; i++) {
      await rest(began + i * 20 - performance.now());
      if (vad.push(track.pcm.subarray(from + i * FRAME, from + (i + 1) * FRAME)).speaking)
        at ??= performance.now();
    }
    // A frame is complete, and comes, when its last sample was spoken.
    const spokenAt = began + (start - from) / 8 - 20;
    if (at !== undefined) took.push(at - spokenAt);
    vad.close?.();
  }
  return took.sort((a, b) => a - b);
}

const WINDOW = 256;

/**
 * Processor time of the whole process, as a call's share of one core, when every call has a window every 32 ms; and how
 * long a batch takes. Windows are judged as fast as they can be, so that a busy machine spoils only the second figure.
 */
async function cost(calls: number, pcm: Int16Array, make: () => Vad, { learn = 0, windows = 0 } = {}) {
  const vads = Array.from({ length: calls }, make);
  const count = windows || Math.max(30, Math.ceil(3_000 / calls));
  let before = process.cpuUsage();
  const took: number[] = [];
  for (let w = -learn; w < count; w++) {
    if (w === 0) before = process.cpuUsage();
    const began = performance.now();
    vads.forEach((vad, n) => {
      const at = ((w + learn + n * 13) * WINDOW) % (pcm.length - WINDOW);
      vad.push(pcm.subarray(at, at + WINDOW));
    });
    await settled();
    took.push(performance.now() - began);
  }
  const { user, system } = process.cpuUsage(before);
  for (const vad of vads) vad.close?.();
  took.sort((a, b) => a - b);
  return { share: (user + system) / 1_000 / (count * 32) / calls, batchMs: took[took.length >> 1] as number };
}

const vads = createSileroVads(silentLogger, { model, maxLagMs: Number.POSITIVE_INFINITY });
const settled = () => vads.settled();
await vads.warm(live);
if (!vads.ready) throw new Error("The model did not load.");
const track = await speechTrack();
const makeSilero = () => vads.createVad(8_000);
const makeEnergy = () => createEnergyVad(8_000);

if (only !== "cost") {
  console.info(`model ${file}`);
  await accuracy(track, vads);
  for (const [name, make] of [
    ["energy", makeEnergy],
    ["silero", makeSilero],
  ] as const) {
    const took = await onsets(track, make);
    console.info(
      `onset, ${name}: median ${took[took.length >> 1]?.toFixed(0)} ms, longest ${took.at(-1)?.toFixed(0)} ms`,
    );
  }
}
/** The clauses without the pauses between them, over and over. */
const withoutPauses = (track: Track): Int16Array =>
  Int16Array.from(
    [...track.truth].flatMap((speech, i) =>
      speech === 1 ? [...track.pcm.subarray(i * FRAME, (i + 1) * FRAME)] : [],
    ),
  );

if (only !== "accuracy") {
  const talking = withoutPauses(track);
  await cost(8, talking, makeSilero);
  console.info("a call's share of one core, every window judged; a batch with its gathering");
  for (const calls of counts) {
    const { share, batchMs } = await cost(calls, talking, makeSilero);
    const cells = `${(100 * share).toFixed(2)} %`.padStart(10) + `${batchMs.toFixed(0)} ms`.padStart(10);
    console.info(`silero, ${String(calls).padStart(3)} calls, all speak ${cells}`);
  }
  const conversation = withNoise(track.pcm, 30);
  const speech = track.truth.filter((each) => each === 1).length / track.truth.length;
  const whole = Math.floor(conversation.length / WINDOW);
  const real = await cost(32, conversation, makeSilero, { learn: whole, windows: whole });
  console.info(`silero,  32 calls, ${percent(speech)} speech over hiss ${(100 * real.share).toFixed(2)} %`);
  const energy = await cost(32, talking, makeEnergy);
  console.info(`energy,  32 calls ${(100 * energy.share).toFixed(2)} %`);
}
await vads.close();
