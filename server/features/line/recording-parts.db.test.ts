import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { FixedClock } from "@/server/kernel/clock";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import type { Storage } from "@/server/providers/storage";
import { makeTestDeps, type TestDeps } from "@/server/testing/deps";
import { makeHotel, type SmallHotel } from "@/server/testing/small-hotel";
import { acceptEvents } from "./accept-events";
import { closeCall } from "./close-call";
import { lineCtx } from "./line-ctx";
import { refuseParts } from "./recording-parts";
import { appendRecording, beginRecording, completeRecording } from "./recording-upload";
import { type Holder, newCall, takeCall } from "./testing/line-call";

let t: TestDeps;
let hotel: SmallHotel;
let callId: string;
beforeAll(async () => {
  t = await makeTestDeps({ clock: new FixedClock(new Date()) });
  hotel = await makeHotel(t.deps.db);
});
afterAll(() => t.close());
beforeEach(async () => {
  callId = await newCall(t.deps, hotel, { startedAt: t.deps.clock.now() });
});

/** A worker takes the call, from whoever had it. */
const opened = () => takeCall(t.deps, hotel.tenantId, callId);
const begin = ({ workerId, epoch }: Holder) => {
  const request = new Request("http://app", { method: "POST", body: JSON.stringify({ epoch }) });
  return beginRecording(t.deps, workerId, callId, request);
};
const append = ({ workerId, epoch }: Holder, offset: number, bytes: Buffer) => {
  const request = new Request(`http://app/?offset=${offset}&epoch=${epoch}`, {
    ...{ method: "PATCH", body: new Uint8Array(bytes), headers: { "content-length": `${bytes.length}` } },
  });
  return appendRecording(t.deps, workerId, callId, request);
};
const complete = ({ workerId, epoch }: Holder, whole: Buffer, deps = t.deps) => {
  const sha256 = createHash("sha256").update(whole).digest("hex");
  return completeRecording(deps, silentLogger, workerId, callId, { epoch, bytes: whole.length, sha256 });
};
async function bring(holder: Holder, bytes: Buffer): Promise<void> {
  expect(await begin(holder)).toEqual({ offset: 0, complete: false });
  expect((await append(holder, 0, bytes)).offset).toBe(bytes.length);
  expect((await complete(holder, bytes)).complete).toBe(true);
}
const close = ({ workerId, epoch }: Holder, recording: boolean) =>
  closeCall(t.deps, silentLogger, workerId, callId, {
    ...{ epoch, reason: "done", durationMs: 9_000, recording },
    usage: { guestSpeechMs: 0, ttsCharacters: 0, llmTokens: 0 },
  });
const ctx = () => lineCtx(t.deps, silentLogger, { ...hotel, id: callId, epoch: 1 }, newId());
const parts = () =>
  t.deps.db.withTenant(hotel.tenantId, (db) =>
    db.recordingPart.findMany({ where: { callId }, orderBy: { epoch: "asc" } }),
  );
async function kept(key: string | null | undefined): Promise<Buffer> {
  const stored = await t.deps.storage.get(key ?? "", { signal: AbortSignal.timeout(10_000) });
  const pieces: Uint8Array[] = [];
  if (stored) for await (const piece of stored.body) pieces.push(piece);
  return Buffer.concat(pieces);
}
const told = () =>
  t.deps.db.withTenant(hotel.tenantId, (db) =>
    db.outboxEvent.count({
      where: { name: "recording.uploaded", data: { path: ["callId"], equals: callId } },
    }),
  );

test("the second worker's recording is its own, whether the first one's is whole or half there", async () => {
  const [one, two, three] = [randomBytes(500), randomBytes(700), randomBytes(300)];
  const first = await opened();
  await bring(first, one);
  const second = await opened();
  expect(await begin(second)).toEqual({ offset: 0, complete: false });
  await append(second, 0, two.subarray(0, 200));
  const third = await opened();
  await bring(third, three);
  await close(third, true);
  // The second goes on where it was, though two others have brought theirs since, and the call is over.
  expect(await begin(second)).toEqual({ offset: 200, complete: false });
  await append(second, 200, two.subarray(200));
  await complete(second, two);
  const rows = await parts();
  expect(rows.map(({ epoch, status }) => [epoch, status])).toEqual([
    [1, "uploaded"],
    [2, "uploaded"],
    [3, "uploaded"],
  ]);
  for (const [at, bytes] of [one, two, three].entries())
    expect((await kept(rows[at]?.storageKey)).equals(bytes)).toBe(true);
  expect(await begin(first)).toEqual({ offset: 500, complete: true });
});

test("only who had a part of the call may bring it", async () => {
  const first = await opened();
  const second = await opened();
  const refused = { code: "stale_epoch" };
  await expect(begin({ workerId: newId(), epoch: 1 })).rejects.toMatchObject(refused);
  await expect(begin({ workerId: second.workerId, epoch: first.epoch })).rejects.toMatchObject(refused);
  await expect(begin({ workerId: first.workerId, epoch: second.epoch })).rejects.toMatchObject(refused);
  await expect(begin({ workerId: second.workerId, epoch: 3 })).rejects.toMatchObject(refused);
});

test("a part that came while the call ran is told of again at its end; who recorded nothing is not waited for", async () => {
  const first = await opened();
  const second = await opened();
  await bring(first, randomBytes(100));
  expect(await told()).toBe(1);
  await close(second, false);
  expect(await told()).toBe(2);
  expect((await parts()).map(({ status }) => status)).toEqual(["uploaded", "none"]);
});

test("a refusal is of all that was recorded: earlier parts are not taken, and the next worker does not record", async () => {
  const first = await opened();
  expect(first.opening.recording).toBe("notice");
  const second = await opened();
  await t.deps.db.transaction(hotel.tenantId, async (tx) => {
    await tx.call.updateMany({ where: { id: callId }, data: { recordingRefused: true } });
    await refuseParts(tx, ctx(), callId, second.epoch);
  });
  await expect(begin(first)).rejects.toMatchObject({ code: "invalid" });
  const third = await opened();
  expect(third.opening.recording).toBe("off");
  expect((await parts()).map(({ status }) => status)).toEqual(["refused", "open"]);
});

test("a refusal has what is here already deleted at once, by the tool or by the event; without a file nobody is told", async () => {
  const first = await opened();
  const second = await opened();
  const off = {
    ...{ sequence: 1, at: t.deps.clock.now().toISOString() },
    body: { type: "recording" as const, on: false, atMs: 1 },
  };
  const line = { deps: t.deps, log: silentLogger, tools: {} as never };
  const refuse = (sequence: number) =>
    acceptEvents(line, second.workerId, callId, { epoch: second.epoch, events: [{ ...off, sequence }] });
  await refuse(1);
  expect(await told()).toBe(0);
  await t.deps.db.withTenant(hotel.tenantId, (db) =>
    db.call.updateMany({ where: { id: callId }, data: { recordingRefused: false } }),
  );
  await t.deps.db.withTenant(hotel.tenantId, (db) =>
    db.recordingPart.updateMany({ where: { callId }, data: { status: "open" } }),
  );
  await bring(first, randomBytes(100));
  expect(await told()).toBe(1);
  await refuse(2);
  expect(await told()).toBe(2);
  expect((await parts()).map(({ status }) => status)).toEqual(["refused", "open"]);
  await t.deps.db.transaction(hotel.tenantId, (tx) => refuseParts(tx, ctx(), callId, second.epoch));
  expect(await told()).toBe(3);
  // The end looks once more.
  await close(second, false);
  expect(await told()).toBe(4);
});

test("a refused part of which nothing was ever brought sends no job to look for it", async () => {
  await opened();
  const second = await opened();
  await t.deps.db.transaction(hotel.tenantId, (tx) => refuseParts(tx, ctx(), callId, second.epoch));
  await close(second, false);
  expect((await parts()).map(({ status }) => status)).toEqual(["refused", "none"]);
  expect(await told()).toBe(0);
});

test("a part that is refused while it is put together is told of, so that it is deleted", async () => {
  const [first, second] = [await opened(), await opened()];
  const whole = randomBytes(400);
  await begin(first);
  await append(first, 0, whole);
  const { storage } = t.deps;
  const slow: Storage = {
    ...storage,
    async complete(...args) {
      await t.deps.db.transaction(hotel.tenantId, (tx) => refuseParts(tx, ctx(), callId, second.epoch));
      return storage.complete(...args);
    },
  };
  expect(await complete(first, whole, { ...t.deps, storage: slow })).toMatchObject({ complete: true });
  const [part] = await parts();
  expect(part?.status).toBe("refused");
  expect((await kept(part?.storageKey)).equals(whole)).toBe(true);
  expect(await told()).toBe(1);
  // Told again, it is the same.
  await expect(complete(first, whole)).rejects.toMatchObject({ code: "invalid" });
  expect(await told()).toBe(1);
});
