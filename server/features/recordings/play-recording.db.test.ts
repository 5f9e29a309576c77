import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getCall } from "@/server/features/calls";
import { newId } from "@/server/kernel/ids";
import { serveObject } from "@/server/providers/storage/serve-object";
import type { Ctx } from "@/server/verbs/ctx";
import { processRecording } from "./process-recording";
import { recordingUrl } from "./recording-url";
import { RATE, Recordings, signal } from "./testing/recordings";

let recordings: Recordings;
beforeAll(async () => {
  recordings = await Recordings.open();
});
afterAll(() => recordings.house.close());

describe("playing it", () => {
  const as = async (role: "front_desk" | "housekeeping", at = recordings.tenant): Promise<Ctx> =>
    recordings.house.signedIn(await recordings.house.person(at.tenantId, role), at.tenantId, role, {
      hotelId: at.hotelId,
    });

  test("says when a worker that had the call has not brought what it recorded", async () => {
    const callId = await recordings.uploaded({ epochs: 2 });
    const { tenantId } = recordings.tenant;
    const data = { tenantId, callId, epoch: 2, workerId: newId() };
    await recordings.house.deps.db.withTenant(tenantId, (db) => db.recordingPart.create({ data }));
    await processRecording(recordings.ctx, callId, signal);
    const desk = await as("front_desk");
    const missing = async () => (await getCall.execute(desk, { callId })).recording?.partMissing;
    expect(await missing()).toBe(true);
    await recordings.house.deps.db.withTenant(tenantId, (db) =>
      db.recordingPart.updateMany({ where: { callId, epoch: 2 }, data: { status: "none" } }),
    );
    expect(await missing()).toBe(false);
  });

  test("says when a part of it is lost, which is not one that is still to come", async () => {
    const callId = await recordings.uploaded({ epochs: 2 });
    await recordings.brought(callId, 2, Buffer.from("not sealed"));
    const desk = await as("front_desk");
    const parts = async () => {
      const { recording } = await getCall.execute(desk, { callId });
      return [recording?.partMissing, recording?.partLost];
    };
    expect(await parts()).toEqual([true, false]);
    await processRecording(recordings.ctx, callId, signal);
    expect(await recordings.states(callId)).toEqual(["joined", "failed"]);
    expect(await parts()).toEqual([false, true]);
  });

  test("by a signed link, whole and in part, for half an hour; not by others", async () => {
    const callId = await recordings.uploaded({});
    const desk = await as("front_desk");
    await expect(recordingUrl.execute(desk, { callId })).rejects.toMatchObject({ code: "not_found" });
    await processRecording(recordings.ctx, callId, signal);
    await expect(recordingUrl.execute(await as("housekeeping"), { callId })).rejects.toMatchObject({
      code: "forbidden",
    });
    const other = await as("front_desk", await recordings.house.organisation());
    await expect(recordingUrl.execute(other, { callId })).rejects.toMatchObject({ code: "not_found" });
    const { url } = await recordingUrl.execute(desk, { callId });
    const get = (path: string, range?: string) =>
      serveObject(
        recordings.house.deps.storage,
        recordings.links,
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
    recordings.house.clock.advance(1_800_001);
    expect((await get(url)).status).toBe(403);
  });
});
