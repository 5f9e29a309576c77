import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readPartHeader } from "@/server/line/recording-header";
import { openRecording, openSealed } from "@/server/line/seal";
import { readWav } from "../media/wav";
import { LineDouble } from "../testing/line-double";
import { SealedRecording } from "./sealed-recording";

const { sealKey, sealPrivateKey } = new LineDouble();
const RATE = 8000;
let directory = "";
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "voicehive-recording-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const make = (on = true, failures: Error[] = []) =>
  new SealedRecording({
    file: join(directory, "c.1.rec"),
    sealKey,
    sampleRate: RATE,
    on,
    onFailure: (error) => failures.push(error),
  });
const frame = (value: number, ms = 20) => new Int16Array((ms * RATE) / 1000).fill(value);
/** The guest says `value` in each 20 ms frame of these milliseconds; a frame arrives when it ends. */
const talk = (recording: SealedRecording, fromMs: number, toMs: number, value: number) => {
  for (let at = fromMs + 20; at <= toMs; at += 20) recording.guest(frame(value), at);
};
const opened = async (file: string | undefined) => {
  const wav = openRecording(sealPrivateKey, await readFile(file as string));
  const { channels } = readWav(wav);
  const [left, right] = channels as [Int16Array, Int16Array];
  const start = readPartHeader(wav)?.startSample ?? Number.NaN;
  const at = (channel: Int16Array, ms: number) => channel[(ms * RATE) / 1000 - start];
  return {
    startMs: (start / RATE) * 1000,
    left,
    right,
    guest: (ms: number) => at(left, ms),
    line: (ms: number) => at(right, ms),
    ms: (left.length / RATE) * 1000,
  };
};

describe("a sealed recording", () => {
  test("guest left, line right, each where it was heard; a cut takes back what was not", async () => {
    const recording = make();
    talk(recording, 0, 6000, 5);
    recording.line(frame(9, 100), 6100);
    recording.line(frame(9, 400), 6200);
    recording.cutLine(6300);
    talk(recording, 6000, 12_000, 6);
    const { guest, line, ms } = await opened(await recording.finish());
    expect(ms).toBe(12_000);
    expect([guest(0), guest(5_999), guest(6_001), guest(11_999)]).toEqual([5, 5, 6, 6]);
    expect([line(6_099), line(6_101), line(6_299), line(6_301), line(6_500)]).toEqual([0, 9, 9, 0, 0]);
  });

  test("jitter joins without a gap, a real gap is silence", async () => {
    const recording = make();
    for (let at = 20; at <= 2_000; at += 20) recording.guest(frame(3), at + (at % 100));
    talk(recording, 5_000, 6_000, 4);
    const { left, guest } = await opened(await recording.finish());
    expect(left.subarray(0, 2_000 * 8).every((sample) => sample === 3)).toBe(true);
    expect([guest(3_500), guest(5_500)]).toEqual([0, 4]);
  });

  test("refused: nothing is left on the disk, and nothing is kept", async () => {
    const recording = make();
    talk(recording, 0, 8_000, 5);
    await recording.set(false);
    talk(recording, 8_000, 12_000, 7);
    expect(recording.on).toBe(false);
    expect(await recording.finish()).toBeUndefined();
    expect(await readdir(directory)).toEqual([]);
  });

  test("of a call that came here later: it begins where this worker first heard it, and says where", async () => {
    const failures: Error[] = [];
    const recording = make(true, failures);
    recording.line(frame(9, 400), 120_200);
    talk(recording, 120_000, 126_000, 5);
    const { guest, line, startMs, ms } = await opened(await recording.finish());
    expect([failures, startMs, ms]).toEqual([[], 119_200, 6_800]);
    expect([guest(119_999), guest(120_001), guest(125_999)]).toEqual([0, 5, 5]);
    expect([line(120_199), line(120_201), line(120_601)]).toEqual([0, 9, 0]);
  });

  test("consent asked first, and given late: it begins when given", async () => {
    const failures: Error[] = [];
    const recording = make(false, failures);
    await recording.set(true);
    talk(recording, 300_000, 303_000, 7);
    const { guest, startMs } = await opened(await recording.finish());
    expect([failures, startMs, guest(301_000)]).toEqual([[], 299_000, 7]);
  });

  test("consent asked first: it begins when given, and what came before is not in it", async () => {
    const recording = make(false);
    talk(recording, 0, 3_000, 5);
    await recording.set(true);
    talk(recording, 3_000, 6_000, 7);
    const { guest, startMs } = await opened(await recording.finish());
    expect([startMs, guest(2_500), guest(4_000)]).toEqual([2_000, 0, 7]);
  });

  test("a call without a word makes no file; a broken-off one opens as far as it got", async () => {
    expect(await make().finish()).toBeUndefined();
    const recording = make();
    talk(recording, 0, 20_000, 5);
    const file = await recording.finish();
    const bytes = await readFile(file as string);
    expect(openSealed(sealPrivateKey, bytes).complete).toBe(true);
    const torn = openSealed(sealPrivateKey, bytes.subarray(0, bytes.length - 100));
    expect(torn.complete).toBe(false);
    expect(torn.frames.length).toBeGreaterThan(1);
    expect(bytes.includes(Buffer.from("RIFF"))).toBe(false);
  });

  test("a disk that fails ends the recording, never the call", async () => {
    const failures: Error[] = [];
    const recording = new SealedRecording({
      file: "/dev/null/no/c.1.rec",
      sealKey,
      sampleRate: RATE,
      on: true,
      onFailure: (error) => failures.push(error),
    });
    talk(recording, 0, 10_000, 5);
    expect(await recording.finish().catch(() => "threw")).not.toBe("threw");
    expect(failures).toHaveLength(1);
    talk(recording, 10_000, 11_000, 5);
  });
});
