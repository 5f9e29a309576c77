import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Explained } from "./step.mjs";

const text = () => randomBytes(32).toString("base64url");

function privateKey(type: "ed25519" | "x25519"): string {
  // Two calls, because the overloads of generateKeyPairSync take no union.
  const { privateKey: made } =
    type === "ed25519" ? generateKeyPairSync("ed25519") : generateKeyPairSync("x25519");
  return made.export({ type: "pkcs8", format: "der" }).toString("base64");
}

/** Every secret a local installation needs, and how each is made. `.env.example` explains their use. */
const MAKERS = {
  NEXTAUTH_SECRET: text,
  TWILIO_AUTH_TOKEN: () => randomBytes(16).toString("hex"),
  WORKER_ENROLMENT_TOKEN: text,
  LINE_SIGNING_KEY: () => privateKey("ed25519"),
  STORAGE_SIGNING_KEY: text,
  DATA_ENCRYPTION_KEY: () => randomBytes(32).toString("base64"),
  RECORDING_SEAL_PRIVATE_KEY: () => privateKey("x25519"),
  EMBEDDED_PG_PASSWORD: text,
  EMBEDDED_PG_OWNER_PASSWORD: text,
  EMBEDDED_PG_APP_PASSWORD: text,
  EMBEDDED_PG_SYSTEM_PASSWORD: text,
} as const;

export type SecretName = keyof typeof MAKERS;
export type Secrets = Readonly<Record<SecretName | "RECORDING_SEAL_PUBLIC_KEY", string>>;
type Environment = Readonly<Record<string, string | undefined>>;

/** The public half of a base64 PKCS8 private key, as base64 SPKI. */
export function publicHalf(privateBase64: string): string {
  const key = createPrivateKey({ key: Buffer.from(privateBase64, "base64"), format: "der", type: "pkcs8" });
  return createPublicKey(key).export({ type: "spki", format: "der" }).toString("base64");
}

/**
 * The secrets of this installation: what the environment sets wins, the rest is made once and kept in
 * `file` with mode 0600. A file that cannot be read is never replaced: it may hold the only key to data.
 */
export function loadSecrets(file: string, env: Environment): Secrets {
  const kept = readKept(file);
  const names = Object.keys(MAKERS) as SecretName[];
  const missing = names.filter((name) => !kept[name]);
  for (const name of missing) kept[name] = MAKERS[name]();
  if (missing.length > 0) keep(file, kept);
  const chosen = Object.fromEntries(names.map((name) => [name, env[name] || kept[name]])) as Record<
    SecretName,
    string
  >;
  const sealPublic = env.RECORDING_SEAL_PUBLIC_KEY || sealPublicKey(chosen.RECORDING_SEAL_PRIVATE_KEY);
  return { ...chosen, RECORDING_SEAL_PUBLIC_KEY: sealPublic };
}

function sealPublicKey(privateBase64: string): string {
  try {
    return publicHalf(privateBase64);
  } catch {
    throw new Explained("RECORDING_SEAL_PRIVATE_KEY is not a base64 PKCS8 X25519 key. See .env.example.");
  }
}

function readKept(file: string): Partial<Record<string, string>> {
  if (!existsSync(file)) return {};
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  } catch {
    // Explained below.
  }
  throw new Explained(
    `${file} cannot be read. It holds the keys to the data beside it: restore it, or move the whole folder away to start fresh.`,
  );
}

function keep(file: string, secrets: Partial<Record<string, string>>): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}`;
  writeFileSync(partial, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  chmodSync(partial, 0o600);
  renameSync(partial, file);
}
