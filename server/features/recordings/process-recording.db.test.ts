import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type House, openHouse } from "@/server/auth/testing/house";
import { getCall } from "@/server/features/calls";
import { refuseParts } from "@/server/features/line";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import { partHeader } from "@/server/line/recording-header";
import { Sealer } from "@/server/line/seal";
import { createSignedUrls, type Storage } from "@/server/providers/storage";
import { serveObject } from "@/server/providers/storage/serve-object";
import type { Ctx, HotelCtx } from "@/server/verbs/ctx";
import { wavKey } from "./keys";
import { processRecording } from "./process-recording";
import { recordingUrl } from "./recording-url";
import { settleRecording } from "./settle";

const RATE = 8_000;
const LOUD = 16_000;
const signal = AbortSignal.timeout(60_000);

let house: House;
let tenant: { tenantId: string; hotelId: string };
let ctx: HotelCtx;
beforeAll(async () => {
  house = await openHouse();
  tenant = await house.organisation();
  const links = createSignedUrls({
    secrets: ["s".repeat(32)],
    basePath: "/api/recordings",
    now: () => house.clock.now(),
  });
  house.deps.fileLinks = links;
  ctx = { ...tenant, actor: { kind: "job", name: "keep-recording" }, deps: house.deps, log: silentLogger };
});
afterAll(() => house.close());

/** A sealed recording as the worker writes it: header with unknown sizes, then pieces; both sides at one level. */
function sealed(seconds: number, options: { last?: boolean; startMs?: number; level?: number } = {}): Buffer {
  const raw = house.deps.keys.sealPublic.export({ format: "jwk" }).x as string;
  const sealer = new Sealer(raw);
  const header = partHeader(RATE, (options.startMs ?? 0) * (RATE / 1000));
  const frames = [sealer.header, sealer.seal(header)];
  for (let second = 0; second < seconds; second++) {
    const piece = Buffer.alloc(RATE * 4);
    for (let at = 0; at < piece.length; at += 4) {
      piece.writeInt16LE(options.level ?? LOUD, at);
      piece.writeInt16LE(-(options.level ?? LOUD) / 2, at + 2);
    }
    frames.push(sealer.seal(piece, second === seconds - 1 && options.last !== false));
  }
  return Buffer.concat(frames);
}

async function* once(bytes: Uint8Array) {
  yield bytes;
}

const sealedKey = (tenantId: string, callId: string, epoch = 1) =>
  `t/${tenantId}/recordings/${callId}.${epoch}.sealed`;

interface Given {
  bytes?: Buffer;
  /** The last worker's, of which the call has so many. */
  epochs?: number;
  refused?: boolean;
  running?: boolean;
  status?: string;
  silences?: { startMs: number; endMs: number }[];
  /** Where the guest's last turn ended. */
  heardMs?: number;
  /** The last worker told the end of the call; one that was killed did not. */
  told?: boolean;
}

async function uploaded({
  bytes = sealed(4),
  epochs = 1,
  refused = false,
  running = false,
  status = "processing",
  silences = [],
  heardMs = 0,
  told = true,
}: Given) {
  const callId = newId();
  const { tenantId, hotelId } = tenant;
  const at = house.clock.now();
  await house.deps.db.transaction(tenantId, async (tx) => {
    await tx.call.create({
      data: {
        tenantId,
        id: callId,
        hotelId,
        channel: "browser",
        startedAt: at,
        endedAt: running ? null : at,
        recordingRefused: refused,
        epoch: epochs,
      },
    });
    const event = (position: number, epoch: number, body: { type: string }) =>
      tx.callEvent.create({
        data: { tenantId, callId, position, epoch, sequence: position, type: body.type, at, body },
      });
    const turn = { type: "guest_turn", endMs: heardMs, silences };
    await event(1, 1, turn);
    if (told) await event(100, epochs, { type: "ended" });
    await tx.recording.create({ data: { tenantId, callId, status } });
  });
  await brought(callId, 1, bytes);
  return callId;
}

/** A worker's part of a call is here. */
async function brought(callId: string, epoch: number, bytes: Buffer): Promise<void> {
  const { tenantId } = tenant;
  const storageKey = sealedKey(tenantId, callId, epoch);
  await house.deps.storage.put(storageKey, once(bytes), { contentType: "application/octet-stream", signal });
  await house.deps.db.withTenant(tenantId, (db) =>
    db.recordingPart.create({
      data: { tenantId, callId, epoch, workerId: newId(), status: "uploaded", storageKey },
    }),
  );
}

const row = (callId: string) =>
  house.deps.db.withTenant(tenant.tenantId, (db) => db.recording.findFirstOrThrow({ where: { callId } }));
/** Of its parts, the first worker's first. */
async function states(callId: string): Promise<string[]> {
  const parts = await house.deps.db.withTenant(tenant.tenantId, (db) =>
    db.recordingPart.findMany({ where: { callId }, orderBy: { epoch: "asc" } }),
  );
  return parts.map(({ status }) => status);
}
const stored = (key: string) => house.deps.storage.stat(key, signal);

async function bytesOf(key: string): Promise<Buffer> {
  const object = await house.deps.storage.get(key, { signal });
  const parts: Uint8Array[] = [];
  if (object) for await (const part of object.body) parts.push(part);
  return Buffer.concat(parts);
}

describe("a recording that arrived", () => {
  test("is unsealed, silenced where it was private, drawn and kept; the sealed file is gone", async () => {
    const callId = await uploaded({
      silences: [
        { startMs: 1_500, endMs: 2_500 },
        { startMs: 2_400, endMs: 2_600 },
      ],
    });
    expect(await processRecording(ctx, callId, signal)).toBe("ready");
    const recording = await row(callId);
    expect([recording.status, recording.durationMs, recording.storageKey]).toEqual([
      "ready",
      4_000,
      wavKey(tenant.tenantId, callId, [1]),
    ]);
    expect(recording.silenced).toEqual([{ startMs: 1_350, endMs: 2_750, kind: "private" }]);
    const wav = await bytesOf(wavKey(tenant.tenantId, callId, [1]));
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
    expect(await stored(sealedKey(tenant.tenantId, callId))).toBeNull();
    expect(await processRecording(ctx, callId, signal)).toBe("settled before");
    expect(await house.audits(tenant.tenantId, "recordings.settle")).toHaveLength(1);
  });

  test("brought by two workers: both on one timeline, what is private silent in each; a late one is added", async () => {
    // The first lost the call after 4 s, of which the guest's words up to 3 s were told; the second has it from 6 s.
    const callId = await uploaded({
      bytes: sealed(4, { last: false }),
      epochs: 2,
      silences: [{ startMs: 1_500, endMs: 2_000 }],
    });
    const { tenantId } = tenant;
    const at = house.clock.now();
    const turn = (position: number, epoch: number, body: object) =>
      house.deps.db.withTenant(tenantId, (db) =>
        db.callEvent.create({
          data: { tenantId, callId, position, epoch, sequence: position, type: "guest_turn", at, body },
        }),
      );
    await turn(2, 1, { type: "guest_turn", endMs: 3_000, silences: [] });
    await turn(3, 2, { type: "guest_turn", endMs: 8_000, silences: [{ startMs: 7_000, endMs: 7_500 }] });
    const heard = async () => {
      const { storageKey } = await row(callId);
      const wav = await bytesOf(storageKey ?? "");
      const sample = (ms: number) => wav.readInt16LE(44 + Math.round((ms * RATE) / 1000) * 4);
      return [1_000, 1_700, 2_900, 3_500, 5_000, 6_500, 7_200, 8_500].map((ms) => sample(ms) || 0);
    };
    const line = async (ms: number) => {
      const wav = await bytesOf((await row(callId)).storageKey ?? "");
      return wav.readInt16LE(44 + Math.round((ms * RATE) / 1000) * 4 + 2);
    };
    await brought(callId, 2, sealed(3, { startMs: 6_000, level: 8_000 }));
    expect(await processRecording(ctx, callId, signal)).toBe("ready");
    const both = [LOUD, 0, LOUD, 0, 0, 8_000, 0, 8_000];
    expect(await heard()).toEqual(both);
    expect([await line(3_500), await line(5_000), await line(7_200)]).toEqual([-LOUD / 2, 0, -4_000]);
    expect([(await row(callId)).durationMs, (await row(callId)).silenced]).toEqual([
      9_000,
      [
        { startMs: 1_350, endMs: 2_150, kind: "private" },
        { startMs: 6_850, endMs: 7_650, kind: "private" },
        { startMs: 3_000, endMs: 4_000, kind: "not_checked" },
      ],
    ]);
    // The same call, the first worker's part coming a day later.
    const late = await uploaded({ bytes: sealed(3, { startMs: 6_000, level: 8_000 }), epochs: 2 });
    expect(await processRecording(ctx, late, signal)).toBe("ready");
    const before = (await row(late)).storageKey ?? "";
    await brought(late, 2, sealed(4));
    const { storage } = house.deps;
    const dying: Storage = {
      ...storage,
      delete: (key, s) =>
        key === sealedKey(tenantId, late, 2) ? Promise.reject(new Error("killed")) : storage.delete(key, s),
    };
    await expect(
      processRecording({ ...ctx, deps: { ...ctx.deps, storage: dying } }, late, signal),
    ).rejects.toThrow("killed");
    expect(await processRecording(ctx, late, signal)).toBe("settled before");
    expect([await stored(before), await stored(sealedKey(tenantId, late, 2))]).toEqual([null, null]);
    const wav = await bytesOf((await row(late)).storageKey ?? "");
    expect([wav.readInt16LE(44 + 3_500 * 32), wav.readInt16LE(44 + 5_000 * 32)]).toEqual([LOUD, 0]);
    expect((await row(late)).durationMs).toBe(9_000);
  });

  test.each([
    ["spoilt", () => Buffer.from("not sealed")],
    ["said to start ten hours into the call", () => sealed(2, { startMs: 36_000_000 })],
  ])("one part that is %s does not take the other with it, and is deleted", async (_name, spoilt) => {
    const callId = await uploaded({ bytes: spoilt(), epochs: 2 });
    await brought(callId, 2, sealed(2, { startMs: 6_000 }));
    expect(await processRecording(ctx, callId, signal)).toBe("ready");
    expect((await row(callId)).durationMs).toBe(8_000);
    expect(await states(callId)).toEqual(["failed", "joined"]);
    expect(await stored(sealedKey(tenant.tenantId, callId, 1))).toBeNull();
  });

  test("a spoilt part that comes when the recording can be played already is not waited for, and deleted", async () => {
    const callId = await uploaded({ epochs: 2 });
    expect(await processRecording(ctx, callId, signal)).toBe("ready");
    const { storageKey } = await row(callId);
    await brought(callId, 2, Buffer.from("not sealed"));
    const spoilt = sealedKey(tenant.tenantId, callId, 2);
    const { storage } = house.deps;
    const dying: Storage = {
      ...storage,
      delete: (key, s) => (key === spoilt ? Promise.reject(new Error("killed")) : storage.delete(key, s)),
    };
    await expect(
      processRecording({ ...ctx, deps: { ...ctx.deps, storage: dying } }, callId, signal),
    ).rejects.toThrow("killed");
    expect(await processRecording(ctx, callId, signal)).toBe("settled before");
    expect(await states(callId)).toEqual(["joined", "failed"]);
    expect(await stored(spoilt)).toBeNull();
    expect(await row(callId)).toMatchObject({ status: "ready", storageKey });
    expect(await stored(storageKey ?? "")).not.toBeNull();
  });

  test("a job that dies after writing the file is done again with the same result", async () => {
    const callId = await uploaded({ silences: [{ startMs: 0, endMs: 500 }] });
    const dying: Storage = { ...house.deps.storage, delete: () => Promise.reject(new Error("killed")) };
    await expect(
      processRecording({ ...ctx, deps: { ...ctx.deps, storage: dying } }, callId, signal),
    ).rejects.toThrow("killed");
    expect(await stored(sealedKey(tenant.tenantId, callId))).not.toBeNull();
    expect(await processRecording(ctx, callId, signal)).toBe("settled before");
    expect(await stored(sealedKey(tenant.tenantId, callId))).toBeNull();
    expect((await row(callId)).status).toBe("ready");
  });

  test("refused: deleted, and never kept", async () => {
    const callId = await uploaded({ refused: true, epochs: 2 });
    await brought(callId, 2, sealed(2, { startMs: 6_000 }));
    expect(await processRecording(ctx, callId, signal)).toBe("deleted");
    expect(await stored(sealedKey(tenant.tenantId, callId, 2))).toBeNull();
    expect((await row(callId)).status).toBe("deleted");
    expect(await stored(sealedKey(tenant.tenantId, callId))).toBeNull();
    expect(await stored(wavKey(tenant.tenantId, callId, [1]))).toBeNull();
  });

  test("refused while the call runs: what is here is deleted at once, and what comes later can be kept", async () => {
    const callId = await uploaded({ running: true, epochs: 2 });
    const refuse = (recordingRefused: boolean) =>
      house.deps.db.transaction(tenant.tenantId, async (tx) => {
        await tx.call.updateMany({ where: { id: callId }, data: { recordingRefused } });
        if (recordingRefused) await refuseParts(tx, ctx, callId, 2);
      });
    await refuse(true);
    expect(await processRecording(ctx, callId, signal)).toBe("deleted");
    expect(await stored(sealedKey(tenant.tenantId, callId))).toBeNull();
    expect(await processRecording(ctx, callId, signal)).toBe("deleted");
    // The guest allows it after all; what was refused stays away.
    await refuse(false);
    await house.deps.db.withTenant(tenant.tenantId, (db) =>
      db.call.updateMany({ where: { id: callId }, data: { endedAt: house.clock.now() } }),
    );
    await brought(callId, 2, sealed(2, { startMs: 6_000 }));
    expect(await processRecording(ctx, callId, signal)).toBe("ready");
    expect(await states(callId)).toEqual(["refused", "joined"]);
  });

  test("keys that became no turn are silent", async () => {
    const callId = await uploaded({});
    const { tenantId } = tenant;
    const body = { type: "keys", count: 8, unsaid: { startMs: 1_000, endMs: 2_000 }, atMs: 2_000 };
    await house.deps.db.withTenant(tenantId, (db) =>
      db.callEvent.create({
        data: {
          ...{ tenantId, callId, position: 2, epoch: 1, sequence: 2 },
          ...{ type: "keys", at: house.clock.now(), body },
        },
      }),
    );
    expect(await processRecording(ctx, callId, signal)).toBe("ready");
    const { silenced, storageKey } = await row(callId);
    expect(silenced).toEqual([{ startMs: 850, endMs: 2_150, kind: "private" }]);
    const wav = await bytesOf(storageKey ?? "");
    const guest = (ms: number) => wav.readInt16LE(44 + ms * (RATE / 1000) * 4);
    expect([guest(500), guest(1_500), guest(3_000)]).toEqual([LOUD, 0, LOUD]);
  });

  test("of a call that still runs: not yet, because not all that is private is known", async () => {
    const callId = await uploaded({ running: true });
    await expect(processRecording(ctx, callId, signal)).rejects.toMatchObject({ name: "TooEarlyError" });
    expect((await row(callId)).status).toBe("processing");
  });

  test("broken off by a dead worker: what is whole is kept, of the guest what was looked at", async () => {
    const whole = sealed(3, { last: false });
    const bytes = whole.subarray(0, whole.length - 100);
    const callId = await uploaded({ bytes, heardMs: 1_000, told: false });
    expect(await processRecording(ctx, callId, signal)).toBe("ready");
    const { durationMs, silenced, storageKey } = await row(callId);
    expect(durationMs).toBe(2_000);
    expect(silenced).toEqual([{ startMs: 1_000, endMs: 2_000, kind: "not_checked" }]);
    const wav = await bytesOf(storageKey ?? "");
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
    const callId = await uploaded({ bytes: spoil(sealed(1)) });
    await expect(processRecording(ctx, callId, signal)).rejects.toMatchObject({ name: "RecordingError" });
    expect(await settleRecording(ctx, callId, "failed")).toBe(true);
    expect(await settleRecording(ctx, callId, "ready")).toBe(false);
    expect((await row(callId)).status).toBe("failed");
    expect(await states(callId)).toEqual(["failed"]);
    expect(await stored(sealedKey(tenant.tenantId, callId))).toBeNull();
  });

  test("is not another tenant's", async () => {
    const callId = await uploaded({});
    const other = { ...ctx, ...(await house.organisation()) };
    await expect(processRecording(other, callId, signal)).rejects.toMatchObject({ name: "RecordingError" });
  });
});

describe("playing it", () => {
  const as = async (role: "front_desk" | "housekeeping", at = tenant): Promise<Ctx> =>
    house.signedIn(await house.person(at.tenantId, role), at.tenantId, role, { hotelId: at.hotelId });

  test("says when a worker that had the call has not brought what it recorded", async () => {
    const callId = await uploaded({ epochs: 2 });
    const { tenantId } = tenant;
    const data = { tenantId, callId, epoch: 2, workerId: newId() };
    await house.deps.db.withTenant(tenantId, (db) => db.recordingPart.create({ data }));
    await processRecording(ctx, callId, signal);
    const desk = await as("front_desk");
    const missing = async () => (await getCall.execute(desk, { callId })).recording?.partMissing;
    expect(await missing()).toBe(true);
    await house.deps.db.withTenant(tenantId, (db) =>
      db.recordingPart.updateMany({ where: { callId, epoch: 2 }, data: { status: "none" } }),
    );
    expect(await missing()).toBe(false);
  });

  test("says when a part of it is lost, which is not one that is still to come", async () => {
    const callId = await uploaded({ epochs: 2 });
    await brought(callId, 2, Buffer.from("not sealed"));
    const desk = await as("front_desk");
    const parts = async () => {
      const { recording } = await getCall.execute(desk, { callId });
      return [recording?.partMissing, recording?.partLost];
    };
    expect(await parts()).toEqual([true, false]);
    await processRecording(ctx, callId, signal);
    expect(await states(callId)).toEqual(["joined", "failed"]);
    expect(await parts()).toEqual([false, true]);
  });

  test("by a signed link, whole and in part, for half an hour; not by others", async () => {
    const callId = await uploaded({});
    const desk = await as("front_desk");
    await expect(recordingUrl.execute(desk, { callId })).rejects.toMatchObject({ code: "not_found" });
    await processRecording(ctx, callId, signal);
    await expect(recordingUrl.execute(await as("housekeeping"), { callId })).rejects.toMatchObject({
      code: "forbidden",
    });
    const other = await as("front_desk", await house.organisation());
    await expect(recordingUrl.execute(other, { callId })).rejects.toMatchObject({ code: "not_found" });
    const { url } = await recordingUrl.execute(desk, { callId });
    const links = createSignedUrls({
      secrets: ["s".repeat(32)],
      basePath: "/api/recordings",
      now: () => house.clock.now(),
    });
    const get = (path: string, range?: string) =>
      serveObject(
        house.deps.storage,
        links,
        new Request(`http://app${path}`, { headers: range ? { range } : {} }),
      );
    const size = 44 + 4 * RATE * 4;
    const whole = await get(url);
    expect([
      whole.status,
      (await whole.arrayBuffer()).byteLength,
      whole.headers.get("cache-control"),
    ]).toEqual([200, size, "private, no-store"]);
    const part = await get(url, "bytes=44-47");
    expect([part.status, part.headers.get("content-range"), (await part.arrayBuffer()).byteLength]).toEqual([
      206,
      `bytes 44-47/${size}`,
      4,
    ]);
    expect((await get(url, `bytes=${size}-`)).status).toBe(416);
    expect((await get(url.replace(/s=./, (sign) => (sign === "s=_" ? "s=A" : "s=_")))).status).toBe(403);
    expect((await get(url.replace(callId, newId()))).status).toBe(403);
    house.clock.advance(1_800_001);
    expect((await get(url)).status).toBe(403);
  });
});
