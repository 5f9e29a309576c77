import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parseAppEnv } from "@/server/env";
import { loadSecrets, publicHalf } from "./secrets";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "voicehive-secrets-"));
  file = path.join(folder, "deep/secrets.json");
});
afterEach(() => rmSync(folder, { recursive: true }));

test("made once, kept for their owner alone, the same ever after", () => {
  const first = loadSecrets(file, {});
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(loadSecrets(file, {})).toEqual(first);
  expect(new Set(Object.values(first)).size).toBe(Object.keys(first).length);
});

test("they satisfy the app's environment", () => {
  const env = parseAppEnv({
    ...loadSecrets(file, {}),
    APP_URL: "http://localhost:3000",
    DATABASE_URL: "postgresql://a:b@127.0.0.1/c",
    DATABASE_SYSTEM_URL: "postgresql://a:b@127.0.0.1/c",
  });
  expect(env.LINE_SIGNING_KEY.asymmetricKeyType).toBe("ed25519");
  expect(env.DATA_ENCRYPTION_KEY).toHaveLength(32);
});

test("what the environment sets wins and is not written down", () => {
  const secrets = loadSecrets(file, { TWILIO_AUTH_TOKEN: "from-the-console", STORAGE_SIGNING_KEY: "" });
  expect(secrets.TWILIO_AUTH_TOKEN).toBe("from-the-console");
  expect(secrets.STORAGE_SIGNING_KEY).not.toBe("");
  expect(readFileSync(file, "utf8")).not.toContain("from-the-console");
});

test("the public seal key follows a private one that is set", () => {
  const other = loadSecrets(path.join(folder, "other.json"), {}).RECORDING_SEAL_PRIVATE_KEY;
  const secrets = loadSecrets(file, { RECORDING_SEAL_PRIVATE_KEY: other });
  expect(secrets.RECORDING_SEAL_PUBLIC_KEY).toBe(publicHalf(other));
  expect(() => loadSecrets(file, { RECORDING_SEAL_PRIVATE_KEY: "nonsense" })).toThrow(
    /is not a base64 PKCS8 X25519/,
  );
});

test.each(["", "{", "[]", "null"])("a damaged file (%j) is explained and left as it is", (content) => {
  const damaged = path.join(folder, "secrets.json");
  writeFileSync(damaged, content);
  expect(() => loadSecrets(damaged, {})).toThrow(/restore it, or move the whole folder away/);
  expect(readFileSync(damaged, "utf8")).toBe(content);
});
