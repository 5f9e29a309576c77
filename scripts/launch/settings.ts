import { existsSync } from "node:fs";
import path from "node:path";
import { root } from "../lib/root.mjs";
import { loadSecrets, type Secrets } from "../lib/secrets";

/** What this start was asked for, by arguments and environment. */
export interface Settings {
  readonly dev: boolean;
  /** Mirror the processes' logs to the terminal. */
  readonly verbose: boolean;
  readonly dataDir: string;
  readonly logDir: string;
  readonly host: string;
  readonly seed: boolean;
  readonly secrets: Secrets;
}

/** Reads `.env` (the environment wins over it), the arguments, and makes missing secrets. */
export function readSettings(args: readonly string[]): Settings {
  const file = path.join(root, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
  const env = process.env;
  const dataDir = path.resolve(root, env.VOICEHIVE_DATA_DIR || ".data");
  const dev = args.includes("--dev");
  return {
    dev,
    verbose: dev || args.includes("--verbose"),
    dataDir,
    logDir: path.join(dataDir, "logs"),
    host: env.HOST || "127.0.0.1",
    // Demo data belongs in the database we brought, and into nobody else's unless asked for.
    seed: env.VOICEHIVE_SEED ? env.VOICEHIVE_SEED === "demo" : !env.DATABASE_URL,
    secrets: loadSecrets(path.join(dataDir, "secrets.json"), env),
  };
}
