import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { SEAL_HEADER_BYTES } from "@/server/line/seal";
import { openSpool, type SpoolRecord } from "@/server/line/spool-format";
import { LineDouble } from "../testing/line-double";
import { Spool, SpoolFull } from "./spool";

const { sealKey, sealPrivateKey } = new LineDouble();
let directory = "";
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "voicehive-spool-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const record = (callId: string, sequence: number, note = ""): SpoolRecord => ({
  type: "events",
  callId,
  request: {
    epoch: 1,
    events: [
      {
        sequence,
        at: "2026-11-21T10:00:00.000Z",
        body: {
          type: "guest_turn",
          turnId: "t1",
          source: "typed",
          text: note,
          confidence: 1,
          startMs: 0,
          endMs: 1,
        },
      },
    ],
  },
});
/** 200 events of the longest text: some 800 kB. */
const large = (sequence: number): SpoolRecord => {
  const one = record(newId(), sequence, "y".repeat(4_000));
  if (one.type !== "events") return one;
  const [event] = one.request.events;
  return {
    ...one,
    request: {
      ...one.request,
      events: Array.from({ length: 200 }, () => event as NonNullable<typeof event>),
    },
  };
};
const segments = async () => (await readdir(directory)).filter((name) => name.endsWith(".spool")).sort();
const sequences = (records: SpoolRecord[]) =>
  records.map((entry) => (entry.type === "events" ? entry.request.events[0]?.sequence : 0));

describe("the spool", () => {
  test("gives records back in order, and deletes a segment once all of it is replayed", async () => {
    const spool = await Spool.open(directory, sealKey);
    const callId = newId();
    await Promise.all([1, 2, 3].map((sequence) => spool.append(record(callId, sequence))));
    expect(spool.size).toBe(3);
    expect(spool.holds(callId)).toBe(true);
    for (const sequence of [1, 2, 3]) {
      expect(sequences([spool.head() as SpoolRecord])).toEqual([sequence]);
      await spool.drop();
    }
    expect(spool.bytes).toBe(0);
    expect(spool.holds(callId)).toBe(false);
    expect(await segments()).toEqual([]);
    await spool.append(record(callId, 4));
    expect(await segments()).toHaveLength(1);
    await spool.close();
  });

  test("nothing of a guest's words is readable on the disk, and only the app's key opens it", async () => {
    const spool = await Spool.open(directory, sealKey);
    await spool.append(record(newId(), 1, "my name is Lindqvist"));
    await spool.close();
    const bytes = await readFile(join(directory, (await segments())[0] as string));
    expect(bytes.includes("Lindqvist")).toBe(false);
    expect(JSON.stringify(openSpool(sealPrivateKey, bytes))).toContain("Lindqvist");
    expect(() => openSpool(new LineDouble().sealPrivateKey, bytes)).toThrow();
  });

  test("is bounded, refuses what does not fit, and takes more once there is room", async () => {
    const spool = await Spool.open(directory, sealKey, 1000);
    const callId = newId();
    await spool.append(record(callId, 1, "x".repeat(400)));
    await expect(spool.append(record(callId, 2, "x".repeat(400)))).rejects.toThrow(SpoolFull);
    await spool.drop();
    await spool.append(record(callId, 2));
    await spool.close();
    await expect(spool.append(record(callId, 3))).rejects.toThrow(SpoolFull);
  });

  test("large records go to further segments, and what an earlier process left is named", async () => {
    const spool = await Spool.open(directory, sealKey);
    for (let i = 1; i <= 3; i++) await spool.append(large(i));
    await spool.close();
    expect((await segments()).length).toBeGreaterThan(1);
    const next = await Spool.open(directory, sealKey);
    expect(next.orphans).toEqual(await segments());
    const back = (await Promise.all(next.orphans.map((name) => next.readOrphan(name)))).flatMap((bytes) =>
      openSpool(sealPrivateKey, bytes),
    );
    expect(sequences(back)).toEqual([1, 2, 3]);
    for (const name of next.orphans) await next.removeOrphan(name);
    expect(await segments()).toEqual([]);
    await next.close();
  });

  test("cut anywhere, whole records remain and half of one is never read", async () => {
    const spool = await Spool.open(directory, sealKey);
    const ends: number[] = [];
    for (let i = 1; i <= 8; i++) {
      await spool.append(record(newId(), i, "z".repeat(i * 37)));
      ends.push((await readFile(join(directory, (await segments())[0] as string))).length);
    }
    await spool.close();
    const bytes = await readFile(join(directory, (await segments())[0] as string));
    fc.assert(
      fc.property(fc.integer({ min: SEAL_HEADER_BYTES, max: bytes.length }), (cut) => {
        const whole = ends.filter((end) => end <= cut).length;
        expect(sequences(openSpool(sealPrivateKey, bytes.subarray(0, cut)))).toEqual(
          [1, 2, 3, 4, 5, 6, 7, 8].slice(0, whole),
        );
      }),
      { numRuns: 200 },
    );
  });

  test("kill -9 in mid-append: every record that was acknowledged is there", async () => {
    const child = spawn(
      process.execPath,
      ["--import", "tsx", "voice-worker/testing/spool-writer.ts", directory, sealKey],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    let acknowledged = 0;
    await new Promise<void>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", () => resolve());
      child.stdout.on("data", (data: Buffer) => {
        acknowledged = Math.max(
          acknowledged,
          ...data.toString().trim().split("\n").map(Number).filter(Number.isFinite),
        );
        if (acknowledged >= 40) child.kill("SIGKILL");
      });
    });
    const left = await segments();
    const records = (await Promise.all(left.map((name) => readFile(join(directory, name))))).flatMap(
      (bytes) => openSpool(sealPrivateKey, bytes),
    );
    const kept = sequences(records);
    expect(kept).toEqual(kept.map((_, i) => i + 1));
    expect(kept.length).toBeGreaterThanOrEqual(acknowledged);
    expect(acknowledged).toBeGreaterThanOrEqual(40);
  }, 60_000);
});
