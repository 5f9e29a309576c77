import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { parseAppEnv } from ".";

const ed25519 = generateKeyPairSync("ed25519")
  .privateKey.export({ type: "pkcs8", format: "der" })
  .toString("base64");
const seal = generateKeyPairSync("x25519");
const valid = {
  APP_URL: "https://hotel.example",
  DATABASE_URL: "postgresql://app:pw@127.0.0.1:5432/voicehive",
  DATABASE_SYSTEM_URL: "postgresql://system:pw@127.0.0.1:5432/voicehive",
  NEXTAUTH_SECRET: "n".repeat(32),
  DATA_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
  LINE_SIGNING_KEY: ed25519,
  WORKER_ENROLMENT_TOKEN: "w".repeat(32),
  RECORDING_SEAL_PRIVATE_KEY: seal.privateKey.export({ type: "pkcs8", format: "der" }).toString("base64"),
  RECORDING_SEAL_PUBLIC_KEY: seal.publicKey.export({ type: "spki", format: "der" }).toString("base64"),
  STORAGE_SIGNING_KEY: "s".repeat(32),
  TWILIO_AUTH_TOKEN: "t".repeat(32),
};

describe("the app's environment", () => {
  test("fills defaults and cannot be changed", () => {
    const env = parseAppEnv(valid);
    expect([env.DATABASE_SLOTS, env.LOG_LEVEL, env.STORAGE_DIR]).toEqual([8, "info", ".data/storage"]);
    expect(Object.isFrozen(env)).toBe(true);
  });

  test("an empty variable counts as unset", () => {
    const env = parseAppEnv({ ...valid, REDIS_URL: "", DATABASE_SLOTS: "", METRICS_TOKEN: "" });
    expect([env.REDIS_URL, env.DATABASE_SLOTS, env.METRICS_TOKEN]).toEqual([undefined, 8, undefined]);
  });

  test("names every missing variable at once", () => {
    const { DATABASE_URL: _url, NEXTAUTH_SECRET: _secret, ...rest } = valid;
    expect(() => parseAppEnv(rest)).toThrow(/DATABASE_URL is not set\n {2}NEXTAUTH_SECRET is not set/);
  });

  test.each([
    ["DATABASE_URL", "mysql://root:hunter2@db/x"],
    ["DATABASE_SLOTS", "65"],
    ["DATABASE_SLOTS", "many"],
    ["NEXTAUTH_SECRET", "hunter2"],
    ["DATA_ENCRYPTION_KEY", Buffer.alloc(31).toString("base64")],
    ["LINE_SIGNING_KEY", valid.RECORDING_SEAL_PRIVATE_KEY],
    ["RECORDING_SEAL_PUBLIC_KEY", "hunter2"],
    ["TWILIO_ACCOUNT_SID", "hunter2"],
    ["APP_URL", "javascript:hunter2"],
    ["OPENAI_MODEL", "gpt-realtime-hunter2"],
  ])("refuses %s=%s without quoting it", (name, value) => {
    let message = "";
    try {
      parseAppEnv({ ...valid, [name]: value });
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toContain(name);
    expect(message).not.toContain("hunter2");
    expect(message).not.toContain(value.slice(0, 12));
  });
});
