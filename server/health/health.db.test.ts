import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type House, openHouse } from "@/server/auth/testing/house";
import { SystemDb } from "@/server/db";
import { newId } from "@/server/kernel/ids";
import { StorageError } from "@/server/providers/storage";
import { readHealth } from "./checks";

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const jobs = { jobs: "embedded", stop: async () => {} } as const;

describe("health", () => {
  test("healthy with a worker that takes calls; degraded when it falls silent or everything lags", async () => {
    const worker = {
      id: newId(),
      publicKey: "k",
      mediaUrl: "ws://x",
      version: "1",
      capacity: 4,
      seenAt: house.clock.now(),
    };
    await house.deps.system.client.voiceWorker.create({ data: worker });
    const well = await readHealth({ deps: house.deps, jobs });
    expect(well.status).toBe("healthy");
    expect(Object.keys(well.checks)).toEqual([
      "database",
      "relay",
      "sealer",
      "executor",
      "workers",
      "storage",
    ]);
    const { tenantId } = await house.organisation();
    const createdAt = house.clock.now();
    await house.deps.db.withTenant(tenantId, (db) =>
      db.outboxEvent.create({ data: { tenantId, id: newId(), name: "x", data: {}, createdAt } }),
    );
    house.clock.advance(60_000);
    const late = await readHealth({ deps: house.deps, jobs: undefined });
    expect(late.status).toBe("degraded");
    const levels = Object.entries(late.checks).filter(([, check]) => check.status === "degraded");
    expect(levels.map(([name]) => name)).toEqual(["relay", "executor", "workers"]);
  });

  test("without its database unhealthy; without its store only degraded; no error text is shown", async () => {
    const system = new SystemDb("postgresql://nobody:hunter2@127.0.0.1:1/none");
    const away = await readHealth({ deps: { ...house.deps, system }, jobs });
    expect([away.status, away.checks.database?.status]).toEqual(["unhealthy", "unhealthy"]);
    expect(JSON.stringify(away)).not.toMatch(/hunter2|ECONNREFUSED/);
    await system.close();
    const storage = {
      ...house.deps.storage,
      stat: () => Promise.reject(new StorageError("unavailable", "secret detail")),
    };
    const half = await readHealth({ deps: { ...house.deps, storage }, jobs });
    expect([half.status, half.checks.storage?.status]).toEqual(["degraded", "degraded"]);
    expect(JSON.stringify(half)).not.toContain("secret detail");
  });
});
