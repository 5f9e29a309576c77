import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { webEnv, workerEnv } from "./environments";
import type { Settings } from "./settings";

const secrets = new Proxy({}, { get: (_, name) => `secret ${String(name)}` }) as Settings["secrets"];
const settings: Settings = {
  ...{ dev: false, verbose: false, dataDir: "/data", logDir: "/data/logs", host: "127.0.0.1", seed: true },
  secrets,
};
const database = { app: "pg:app", system: "pg:system", direct: "pg:direct", owner: "pg:owner" };
const at = {
  ...{ webPort: 3000, workerPort: 3001, appUrl: "http://localhost:3000" },
  ...{ lineUrl: "http://127.0.0.1:3000", workerUrl: "ws://127.0.0.1:3001" },
};

beforeEach(() => {
  vi.stubEnv("DATABASE_OWNER_URL", "pg:owner-from-outside");
  vi.stubEnv("PGPASSWORD", "x");
  vi.stubEnv("STRIPE_SECRET_KEY", "x");
  vi.stubEnv("WORKER_CAPACITY", "9");
});
afterEach(() => vi.unstubAllEnvs());

test("the worker learns the line's address and its own settings, and no secret but its enrolment", () => {
  const env = workerEnv(settings, at);
  expect(env.LINE_URL).toBe("http://127.0.0.1:3000");
  expect(env.WORKER_CAPACITY).toBe("9");
  const secretsSeen = Object.values(env).filter((value) => value?.startsWith("secret "));
  expect(secretsSeen).toEqual(["secret WORKER_ENROLMENT_TOKEN"]);
  expect(Object.keys(env).filter((name) => /DATABASE|^PG|STRIPE|NEXTAUTH|TWILIO/.test(name))).toEqual([]);
});

test("the app never holds the owner's login", () => {
  const env = webEnv(settings, database, at);
  expect(env.DATABASE_URL).toBe("pg:app");
  expect(JSON.stringify(env)).not.toContain("owner");
});
