import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { makeTestDeps, type TestDeps } from "@/server/testing/deps";
import { answersAtAll, chooseAnsweringWorker } from "./answering-worker";
import { holderAnswers } from "./holder";
import { chooseWorker } from "./workers";

let t: TestDeps;
const servers: Server[] = [];
beforeAll(async () => {
  t = await makeTestDeps();
});
afterAll(() => t.close());
beforeEach(() => t.deps.system.client.voiceWorker.deleteMany({}));
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serve(status: number, body?: string): Promise<string> {
  const server = createServer((_request, response) => response.writeHead(status).end(body));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
/** An address where nobody listens any more. */
async function dead(): Promise<string> {
  const url = await serve(200);
  await new Promise<void>((resolve) => servers.pop()?.close(() => resolve()));
  return url;
}

async function worker(
  mediaUrl: string,
  over: { activeCalls?: number; load?: number; draining?: boolean } = {},
) {
  const id = newId();
  const fields = { publicKey: "k", mediaUrl, version: "1", capacity: 2, ...over };
  await t.deps.system.client.voiceWorker.create({ data: { id, seenAt: t.deps.clock.now(), ...fields } });
  return id;
}
const choose = (last: string | undefined) => chooseAnsweringWorker(t.deps, last, 0);

describe("the worker a call goes on with", () => {
  test("is one that answers, though a dead one is less loaded and its beat is fresh", async () => {
    const lost = await worker(await dead());
    await worker(await dead());
    const alive = await worker(await serve(200), { activeCalls: 1 });
    expect((await choose(lost))?.id).toBe(alive);
  });

  test("who did not answer gets no new calls until it beats again", async () => {
    const lost = await worker(await dead());
    const alive = await worker(await serve(200), { activeCalls: 1 });
    expect((await chooseWorker(t.deps))?.id).toBe(lost);
    await choose(lost);
    expect((await chooseWorker(t.deps))?.id).toBe(alive);
    await t.deps.system.client.voiceWorker.updateMany({
      where: { id: lost },
      data: { seenAt: t.deps.clock.now() },
    });
    expect((await chooseWorker(t.deps))?.id).toBe(lost);
  });

  test("whose engines still start gets a call only where nobody else has room", async () => {
    const cold = await worker(await serve(200), { load: 1 });
    const busy = await worker(await serve(200), { activeCalls: 1, load: 0.5 });
    expect((await chooseWorker(t.deps))?.id).toBe(busy);
    await t.deps.system.client.voiceWorker.update({ where: { id: busy }, data: { activeCalls: 2 } });
    expect((await chooseWorker(t.deps))?.id).toBe(cold);
  });

  test("is the last one, when it answers and no other has room", async () => {
    const last = await worker(await serve(404));
    await worker(await serve(200), { activeCalls: 2 });
    await worker(await serve(200), { draining: true });
    expect((await choose(last))?.id).toBe(last);
  });

  test("a proxy that says its worker is away does not answer for it", async () => {
    const last = await worker(await serve(502));
    expect(await choose(last)).toBeNull();
  });

  test.each([
    ["another worker that has taken its address", () => JSON.stringify({ worker: newId() }), false],
    ["one that tells no id", () => JSON.stringify({ status: "healthy" }), true],
    ["one that tells an id of no kind", () => JSON.stringify({ worker: 7 }), true],
    ["no JSON at all", () => "{", true],
    ["a document without end", () => `"${"x".repeat(100_000)}"`, true],
  ])("%s: who is asked is heard of its own address only", async (_, body, vouches) => {
    const last = await worker(await serve(200, body()));
    expect((await choose(last))?.id).toBe(vouches ? last : undefined);
    expect(await holderAnswers(t.deps, last)).toBe(vouches);
  });

  test("its own id at its own address vouches for it", async () => {
    const id = newId();
    const mediaUrl = await serve(200, JSON.stringify({ status: "healthy", worker: id }));
    const fields = { publicKey: "k", version: "1", capacity: 2, seenAt: t.deps.clock.now() };
    await t.deps.system.client.voiceWorker.create({ data: { id, mediaUrl, ...fields } });
    expect((await choose(id))?.id).toBe(id);
    expect(await answersAtAll({ id, mediaUrl })).toBe(true);
    expect(await answersAtAll({ id: newId(), mediaUrl })).toBe(false);
  });

  test("where nobody can be asked, another one is taken at its word", async () => {
    const last = await worker(await dead());
    const other = await worker(await dead());
    expect((await choose(last))?.id).toBe(other);
  });

  test("nobody is doubted when the call had no worker yet", async () => {
    const first = await worker(await dead());
    expect((await choose(undefined))?.id).toBe(first);
  });
});
