import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type House, openHouse } from "@/server/auth/testing/house";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import { Sealer } from "@/server/line/seal";
import { createSignedUrls, type Storage } from "@/server/providers/storage";
import { serveObject } from "@/server/providers/storage/serve-object";
import type { Ctx, HotelCtx } from "@/server/verbs/ctx";
import { sealedKey, wavKey } from "./keys";
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
function sealed(seconds: number, options: { last?: boolean } = {}): Buffer {
  const raw = house.deps.keys.sealPublic.export({ format: "jwk" }).x as string;
  const sealer = new Sealer(raw);
  const header = Buffer.alloc(44);
  header.write("RIFF", 0, "latin1");
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(2, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(RATE * 4, 28);
  header.writeUInt16LE(4, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36, "latin1");
  const frames = [sealer.header, sealer.seal(header)];
  for (let second = 0; second < seconds; second++) {
    const piece = Buffer.alloc(RATE * 4);
    for (let at = 0; at < piece.length; at += 4) {
      piece.writeInt16LE(LOUD, at);
      piece.writeInt16LE(-LOUD / 2, at + 2);
    }
    frames.push(sealer.seal(piece, second === seconds - 1 && options.last !== false));
  }
  return Buffer.concat(frames);
}

async function* once(bytes: Uint8Array) {
  yield bytes;
}

interface Given {
  bytes?: Buffer;
  refused?: boolean;
  running?: boolean;
  status?: string;
  silences?: { startMs: number; endMs: number }[];
}

async function uploaded({
  bytes = sealed(4),
  refused = false,
  running = false,
  status = "processing",
  silences = [],
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
      },
    });
    await tx.callEvent.create({
      data: {
        tenantId,
        callId,
        position: 1,
        epoch: 1,
        sequence: 1,
        type: "guest_turn",
        at,
        body: { type: "guest_turn", silences },
      },
    });
    await tx.recording.create({
      data: { tenantId, callId, status, storageKey: sealedKey(tenantId, callId) },
    });
  });
  await house.deps.storage.put(sealedKey(tenantId, callId), once(bytes), {
    contentType: "application/octet-stream",
    signal,
  });
  return callId;
}

const row = (callId: string) =>
  house.deps.db.withTenant(tenant.tenantId, (db) => db.recording.findFirstOrThrow({ where: { callId } }));
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
      wavKey(tenant.tenantId, callId),
    ]);
    expect(recording.silenced).toEqual([{ startMs: 1_350, endMs: 2_750, kind: "private" }]);
    const wav = await bytesOf(wavKey(tenant.tenantId, callId));
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
    const callId = await uploaded({ refused: true });
    expect(await processRecording(ctx, callId, signal)).toBe("deleted");
    expect((await row(callId)).status).toBe("deleted");
    expect(await stored(sealedKey(tenant.tenantId, callId))).toBeNull();
    expect(await stored(wavKey(tenant.tenantId, callId))).toBeNull();
  });

  test("of a call that still runs: not yet, because not all that is private is known", async () => {
    const callId = await uploaded({ running: true });
    await expect(processRecording(ctx, callId, signal)).rejects.toMatchObject({ name: "TooEarlyError" });
    expect((await row(callId)).status).toBe("processing");
  });

  test("broken off by a dead worker: what is whole is kept", async () => {
    const whole = sealed(3, { last: false });
    const callId = await uploaded({ bytes: whole.subarray(0, whole.length - 100) });
    expect(await processRecording(ctx, callId, signal)).toBe("ready");
    expect((await row(callId)).durationMs).toBe(2_000);
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
    expect((await get(url.replace(/s=./, "s=_"))).status).toBe(403);
    expect((await get(url.replace(callId, newId()))).status).toBe(403);
    house.clock.advance(1_800_001);
    expect((await get(url)).status).toBe(403);
  });
});
