import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { silentLogger } from "@/server/kernel/logger";
import { startExecutor } from "./executor";
import { registrationToken, sign, verify } from "./signature";
import { KEY, until } from "./testing/app";
import { type Bench, startBench } from "./testing/bench";

let bench: Bench;
let ran = 0;
beforeAll(async () => {
  bench = await startBench((client) => [
    client.createFunction({ id: "fn", triggers: [{ event: "go" }] }, async () => ++ran),
  ]);
});
afterAll(() => bench.close());

const body = JSON.stringify({
  ctx: { attempt: 0, run_id: "forged" },
  event: { data: {}, id: "e", name: "go", ts: 1 },
  events: [{ data: {}, id: "e", name: "go", ts: 1 }],
  steps: {},
});
const run = (signature?: string, text = body) =>
  fetch(`${bench.app.serveUrl}?fnId=test-fn&stepId=step`, {
    method: "POST",
    body: text,
    headers: {
      "content-type": "application/json",
      ...(signature ? { "x-inngest-signature": signature } : {}),
    },
  });

test("the functions' endpoint runs nothing without our signature", async () => {
  expect((await run()).status).toBe(401);
  expect((await run(sign(body, `signkey-test-${"cd".repeat(32)}`))).status).toBe(401);
  expect((await run(sign(body, KEY), body.replace("forged", "changed"))).status).toBe(401);
  expect((await run(sign(body, KEY, Date.now() - 301_000))).status).toBe(401);
  expect(ran).toBe(0);
  expect((await run(sign(body, KEY))).status).toBe(200);
  expect(ran).toBe(1);
});

test("an executor with another key can run nothing and registers nothing", async () => {
  const warnings: string[] = [];
  const log = { ...silentLogger, warn: (_fields: object, message: string) => void warnings.push(message) };
  const stranger = startExecutor({
    ...bench.options,
    signal: new AbortController().signal,
    log,
    signingKey: `signkey-test-${"ef".repeat(32)}`,
  });
  await until("the refusal", () => warnings.length > 0);
  await stranger.stop();
  expect(warnings[0]).toBe("job functions not registered yet");
});

test("an answer that is not signed with our key is not believed", async () => {
  const impostor = createServer((_req, res) =>
    res.writeHead(200, { "content-type": "application/json" }).end('{"functions":[]}'),
  );
  await new Promise<void>((resolve) => impostor.listen(0, "127.0.0.1", resolve));
  const warnings: string[] = [];
  const log = {
    ...silentLogger,
    warn: (fields: object) => void warnings.push(String((fields as { err: Error }).err.message)),
  };
  const executor = startExecutor({
    ...bench.options,
    signal: new AbortController().signal,
    log,
    serveUrl: `http://127.0.0.1:${(impostor.address() as AddressInfo).port}/`,
  });
  await until("the refusal", () => warnings.length > 0);
  await executor.stop();
  impostor.close();
  expect(warnings[0]).toMatch(/not signed with our key/);
  const active = await bench.db.query("SELECT 1 FROM durable.functions WHERE active");
  expect(active.rowCount).toBe(1);
});

test("registration from the SDK needs the key's token, and refuses what the executor lacks", async () => {
  const post = (token: string, functions: unknown) =>
    bench.executor.handlers.register(
      new Request("http://x/fn/register", {
        method: "POST",
        body: JSON.stringify({ functions }),
        headers: { authorization: `Bearer ${token}` },
      }),
    );
  const fn = { id: "test-fn", triggers: [{ event: "go" }], steps: { step: {} } };
  expect((await post("wrong", [fn])).status).toBe(401);
  expect((await post(registrationToken(KEY), [fn])).status).toBe(200);
  const refused = await post(registrationToken(KEY), [{ ...fn, throttle: { limit: 1, period: "1s" } }]);
  expect(refused.status).toBe(400);
  expect(((await refused.json()) as { error: string }).error).toContain("throttle is not available");
});

test("a signature holds for its body, its key and five minutes", () => {
  const now = Date.now();
  expect(verify(sign("x", KEY, now), "x", KEY, now)).toBe(true);
  expect(verify(sign("x", KEY, now), "x", KEY, now + 301_000)).toBe(false);
  expect(verify(sign("x", KEY, now), "y", KEY, now)).toBe(false);
  expect(verify(null, "x", KEY, now)).toBe(false);
  expect(verify("t=abc&s=", "x", KEY, now)).toBe(false);
});
