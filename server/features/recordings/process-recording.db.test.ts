import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refuseParts } from "@/server/features/line";
import type { Storage } from "@/server/providers/storage";
import { wavKey } from "./keys";
import { processRecording } from "./process-recording";
import { settleRecording } from "./settle";
import { LOUD, RATE, Recordings, sealedKey, signal } from "./testing/recordings";

let recordings: Recordings;
beforeAll(async () => {
  recordings = await Recordings.open();
});
afterAll(() => recordings.house.close());

describe("a recording that arrived", () => {
  test("is unsealed, silenced where it was private, drawn and kept; the sealed file is gone", async () => {
    const callId = await recordings.uploaded({
      silences: [
        { startMs: 1_500, endMs: 2_500 },
        { startMs: 2_400, endMs: 2_600 },
      ],
    });
    expect(await processRecording(recordings.ctx, callId, signal)).toBe("ready");
    const recording = await recordings.row(callId);
    expect([recording.status, recording.durationMs, recording.storageKey]).toEqual([
      "ready",
      4_000,
      wavKey(recordings.tenant.tenantId, callId, [1]),
    ]);
    expect(recording.silenced).toEqual([{ startMs: 1_350, endMs: 2_750, kind: "private" }]);
    const wav = await recordings.bytesOf(wavKey(recordings.tenant.tenantId, callId, [1]));
    expect([wav.readUInt32LE(4), wav.readUInt32LE(40)]).toEqual([wav.length - 8, wav.length - 44]);
    const sample = (ms: number, channel: number) =>
      wav.readInt16LE(44 + Math.round((ms * RATE) / 1000) * 4 + channel * 2);
    expect([
      sample(1_000, 0),
      sample(1_400, 0),
      sample(2_000, 0),
      sample(2_700, 0),
      sample(3_000, 0),
    ]).toEqual([LOUD, 0, 0, 0, LOUD]);
    expect(sample(2_000, 1)).toBe(-LOUD / 2);
    const [guest, line] = recording.peaks as [number[], number[]];
    expect([guest.length, line.length]).toEqual([800, 800]);
    expect([guest[0], guest[400], line[400]]).toEqual([49, 0, 24]);
    expect(await recordings.stored(sealedKey(recordings.tenant.tenantId, callId))).toBeNull();
    expect(await processRecording(recordings.ctx, callId, signal)).toBe("settled before");
    expect(await recordings.house.audits(recordings.tenant.tenantId, "recordings.settle")).toHaveLength(1);
  });

  test("brought by two workers: both on one timeline, what is private silent in each; a late one is added", async () => {
    // The first lost the call after 4 s, of which the guest's words up to 3 s were told; the second has it from 6 s.
    const callId = await recordings.uploaded({
      bytes: recordings.sealed(4, { last: false }),
      epochs: 2,
      silences: [{ startMs: 1_500, endMs: 2_000 }],
    });
    const { tenantId } = recordings.tenant;
    const at = recordings.house.clock.now();
    const turn = (position: number, epoch: number, body: object) =>
      recordings.house.deps.db.withTenant(tenantId, (db) =>
        db.callEvent.create({
          data: { tenantId, callId, position, epoch, sequence: position, type: "guest_turn", at, body },
        }),
      );
    await turn(2, 1, { type: "guest_turn", endMs: 3_000, silences: [] });
    await turn(3, 2, { type: "guest_turn", endMs: 8_000, silences: [{ startMs: 7_000, endMs: 7_500 }] });
    const heard = async () => {
      const { storageKey } = await recordings.row(callId);
      const wav = await recordings.bytesOf(storageKey ?? "");
      const sample = (ms: number) => wav.readInt16LE(44 + Math.round((ms * RATE) / 1000) * 4);
      return [1_000, 1_700, 2_900, 3_500, 5_000, 6_500, 7_200, 8_500].map((ms) => sample(ms) || 0);
    };
    const line = async (ms: number) => {
      const wav = await recordings.bytesOf((await recordings.row(callId)).storageKey ?? "");
      return wav.readInt16LE(44 + Math.round((ms * RATE) / 1000) * 4 + 2);
    };
    await recordings.brought(callId, 2, recordings.sealed(3, { startMs: 6_000, level: 8_000 }));
    expect(await processRecording(recordings.ctx, callId, signal)).toBe("ready");
    const both = [LOUD, 0, LOUD, 0, 0, 8_000, 0, 8_000];
    expect(await heard()).toEqual(both);
    expect([await line(3_500), await line(5_000), await line(7_200)]).toEqual([-LOUD / 2, 0, -4_000]);
    expect([(await recordings.row(callId)).durationMs, (await recordings.row(callId)).silenced]).toEqual([
      9_000,
      [
        { startMs: 1_350, endMs: 2_150, kind: "private" },
        { startMs: 6_850, endMs: 7_650, kind: "private" },
        { startMs: 3_000, endMs: 4_000, kind: "not_checked" },
      ],
    ]);
    // The same call, the first worker's part coming a day later.
    const late = await recordings.uploaded({
      bytes: recordings.sealed(3, { startMs: 6_000, level: 8_000 }),
      epochs: 2,
    });
    expect(await processRecording(recordings.ctx, late, signal)).toBe("ready");
    const before = (await recordings.row(late)).storageKey ?? "";
    await recordings.brought(late, 2, recordings.sealed(4));
    const { storage } = recordings.house.deps;
    const dying: Storage = {
      ...storage,
      delete: (key, s) =>
        key === sealedKey(tenantId, late, 2) ? Promise.reject(new Error("killed")) : storage.delete(key, s),
    };
    await expect(
      processRecording({ ...recordings.ctx, deps: { ...recordings.ctx.deps, storage: dying } }, late, signal),
    ).rejects.toThrow("killed");
    expect(await processRecording(recordings.ctx, late, signal)).toBe("settled before");
    expect([await recordings.stored(before), await recordings.stored(sealedKey(tenantId, late, 2))]).toEqual([
      null,
      null,
    ]);
    const wav = await recordings.bytesOf((await recordings.row(late)).storageKey ?? "");
    expect([wav.readInt16LE(44 + 3_500 * 32), wav.readInt16LE(44 + 5_000 * 32)]).toEqual([LOUD, 0]);
    expect((await recordings.row(late)).durationMs).toBe(9_000);
  });

  test.each([
    ["spoilt", () => Buffer.from("not sealed")],
    ["said to start ten hours into the call", () => recordings.sealed(2, { startMs: 36_000_000 })],
  ])("one part that is %s does not take the other with it, and is deleted", async (_name, spoilt) => {
    const callId = await recordings.uploaded({ bytes: spoilt(), epochs: 2 });
    await recordings.brought(callId, 2, recordings.sealed(2, { startMs: 6_000 }));
    expect(await processRecording(recordings.ctx, callId, signal)).toBe("ready");
    expect((await recordings.row(callId)).durationMs).toBe(8_000);
    expect(await recordings.states(callId)).toEqual(["failed", "joined"]);
    expect(await recordings.stored(sealedKey(recordings.tenant.tenantId, callId, 1))).toBeNull();
  });

  test("a spoilt part that comes when the recording can be played already is not waited for, and deleted", async () => {
    const callId = await recordings.uploaded({ epochs: 2 });
    expect(await processRecording(recordings.ctx, callId, signal)).toBe("ready");
    const { storageKey } = await recordings.row(callId);
    await recordings.brought(callId, 2, Buffer.from("not sealed"));
    const spoilt = sealedKey(recordings.tenant.tenantId, callId, 2);
    const { storage } = recordings.house.deps;
    const dying: Storage = {
      ...storage,
      delete: (key, s) => (key === spoilt ? Promise.reject(new Error("killed")) : storage.delete(key, s)),
    };
    await expect(
      processRecording(
        { ...recordings.ctx, deps: { ...recordings.ctx.deps, storage: dying } },
        callId,
        signal,
      ),
    ).rejects.toThrow("killed");
    expect(await processRecording(recordings.ctx, callId, signal)).toBe("settled before");
    expect(await recordings.states(callId)).toEqual(["joined", "failed"]);
    expect(await recordings.stored(spoilt)).toBeNull();
    expect(await recordings.row(callId)).toMatchObject({ status: "ready", storageKey });
    expect(await recordings.stored(storageKey ?? "")).not.toBeNull();
  });

  test("a job that dies after writing the file is done again with the same result", async () => {
    const callId = await recordings.uploaded({ silences: [{ startMs: 0, endMs: 500 }] });
    const dying: Storage = {
      ...recordings.house.deps.storage,
      delete: () => Promise.reject(new Error("killed")),
    };
    await expect(
      processRecording(
        { ...recordings.ctx, deps: { ...recordings.ctx.deps, storage: dying } },
        callId,
        signal,
      ),
    ).rejects.toThrow("killed");
    expect(await recordings.stored(sealedKey(recordings.tenant.tenantId, callId))).not.toBeNull();
    expect(await processRecording(recordings.ctx, callId, signal)).toBe("settled before");
    expect(await recordings.stored(sealedKey(recordings.tenant.tenantId, callId))).toBeNull();
    expect((await recordings.row(callId)).status).toBe("ready");
  });

  test("refused: deleted, and never kept", async () => {
    const callId = await recordings.uploaded({ refused: true, epochs: 2 });
    await recordings.brought(callId, 2, recordings.sealed(2, { startMs: 6_000 }));
    expect(await processRecording(recordings.ctx, callId, signal)).toBe("deleted");
    expect(await recordings.stored(sealedKey(recordings.tenant.tenantId, callId, 2))).toBeNull();
    expect((await recordings.row(callId)).status).toBe("deleted");
    expect(await recordings.stored(sealedKey(recordings.tenant.tenantId, callId))).toBeNull();
    expect(await recordings.stored(wavKey(recordings.tenant.tenantId, callId, [1]))).toBeNull();
  });

  test("refused while the call runs: what is here is deleted at once, and what comes later can be kept", async () => {
    const callId = await recordings.uploaded({ running: true, epochs: 2 });
    const refuse = (recordingRefused: boolean) =>
      recordings.house.deps.db.transaction(recordings.tenant.tenantId, async (tx) => {
        await tx.call.updateMany({ where: { id: callId }, data: { recordingRefused } });
        if (recordingRefused) await refuseParts(tx, recordings.ctx, callId, 2);
      });
    await refuse(true);
    expect(await processRecording(recordings.ctx, callId, signal)).toBe("deleted");
    expect(await recordings.stored(sealedKey(recordings.tenant.tenantId, callId))).toBeNull();
    expect(await processRecording(recordings.ctx, callId, signal)).toBe("deleted");
    // The guest allows it after all; what was refused stays away.
    await refuse(false);
    await recordings.house.deps.db.withTenant(recordings.tenant.tenantId, (db) =>
      db.call.updateMany({ where: { id: callId }, data: { endedAt: recordings.house.clock.now() } }),
    );
    await recordings.brought(callId, 2, recordings.sealed(2, { startMs: 6_000 }));
    expect(await processRecording(recordings.ctx, callId, signal)).toBe("ready");
    expect(await recordings.states(callId)).toEqual(["refused", "joined"]);
  });

  test.each(["processing", "uploading"])(
    "refused, then allowed, and nothing more was recorded: one that is %s is deleted, not lost",
    async (status) => {
      const callId = await recordings.uploaded({ running: true, epochs: 2, status });
      const { ctx, house, tenant } = recordings;
      const { db } = house.deps;
      await db.transaction(tenant.tenantId, (tx) => refuseParts(tx, ctx, callId, 2));
      expect(await processRecording(ctx, callId, signal)).toBe("settled before");
      expect((await recordings.row(callId)).status).toBe(status);
      await db.withTenant(tenant.tenantId, (of) =>
        of.call.updateMany({ where: { id: callId }, data: { endedAt: house.clock.now() } }),
      );
      expect(await processRecording(ctx, callId, signal)).toBe("deleted");
      expect(await processRecording(ctx, callId, signal)).toBe("settled before");
      expect((await recordings.row(callId)).status).toBe("deleted");
      expect(await recordings.stored(sealedKey(tenant.tenantId, callId))).toBeNull();
    },
  );

  test("keys that became no turn are silent", async () => {
    const callId = await recordings.uploaded({});
    const { tenantId } = recordings.tenant;
    const body = { type: "keys", count: 8, unsaid: { startMs: 1_000, endMs: 2_000 }, atMs: 2_000 };
    await recordings.house.deps.db.withTenant(tenantId, (db) =>
      db.callEvent.create({
        data: {
          ...{ tenantId, callId, position: 2, epoch: 1, sequence: 2 },
          ...{ type: "keys", at: recordings.house.clock.now(), body },
        },
      }),
    );
    expect(await processRecording(recordings.ctx, callId, signal)).toBe("ready");
    const { silenced, storageKey } = await recordings.row(callId);
    expect(silenced).toEqual([{ startMs: 850, endMs: 2_150, kind: "private" }]);
    const wav = await recordings.bytesOf(storageKey ?? "");
    const guest = (ms: number) => wav.readInt16LE(44 + ms * (RATE / 1000) * 4);
    expect([guest(500), guest(1_500), guest(3_000)]).toEqual([LOUD, 0, LOUD]);
  });

  test("of a call that still runs: not yet, because not all that is private is known", async () => {
    const callId = await recordings.uploaded({ running: true });
    await expect(processRecording(recordings.ctx, callId, signal)).rejects.toMatchObject({
      name: "TooEarlyError",
    });
    expect((await recordings.row(callId)).status).toBe("processing");
  });

  test("broken off by a dead worker: what is whole is kept, of the guest what was looked at", async () => {
    const whole = recordings.sealed(3, { last: false });
    const bytes = whole.subarray(0, whole.length - 100);
    const callId = await recordings.uploaded({ bytes, heardMs: 1_000, told: false });
    expect(await processRecording(recordings.ctx, callId, signal)).toBe("ready");
    const { durationMs, silenced, storageKey } = await recordings.row(callId);
    expect(durationMs).toBe(2_000);
    expect(silenced).toEqual([{ startMs: 1_000, endMs: 2_000, kind: "not_checked" }]);
    const wav = await recordings.bytesOf(storageKey ?? "");
    const frame = (ms: number) => 44 + ms * (RATE / 1000) * 4;
    expect([wav.readInt16LE(frame(500)), wav.readInt16LE(frame(1_500))]).toEqual([LOUD, 0]);
    expect(wav.readInt16LE(frame(1_500) + 2)).toBe(-LOUD / 2);
  });

  test.each([
    [
      "changed on the way",
      (bytes: Buffer) => Buffer.from(bytes.map((byte, i) => (i === 200 ? byte ^ 1 : byte))),
    ],
    ["not sealed", () => Buffer.from("RIFF....WAVE")],
    ["empty", () => Buffer.from("V")],
  ])("%s: will never be one", async (_name, spoil) => {
    const callId = await recordings.uploaded({ bytes: spoil(recordings.sealed(1)) });
    await expect(processRecording(recordings.ctx, callId, signal)).rejects.toMatchObject({
      name: "RecordingError",
    });
    expect(await settleRecording(recordings.ctx, callId, "failed")).toBe(true);
    expect(await settleRecording(recordings.ctx, callId, "ready")).toBe(false);
    expect((await recordings.row(callId)).status).toBe("failed");
    expect(await recordings.states(callId)).toEqual(["failed"]);
    expect(await recordings.stored(sealedKey(recordings.tenant.tenantId, callId))).toBeNull();
  });

  test("is not another tenant's", async () => {
    const callId = await recordings.uploaded({});
    const other = { ...recordings.ctx, ...(await recordings.house.organisation()) };
    await expect(processRecording(other, callId, signal)).rejects.toMatchObject({ name: "RecordingError" });
  });
});
