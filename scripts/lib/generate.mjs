import { chmodSync, existsSync } from "node:fs";
import path from "node:path";
import { run } from "./command.mjs";
import { filesBelow, fingerprint, isStale, writeStamp } from "./fingerprint.mjs";
import { root } from "./root.mjs";

const at = (relative) => path.join(root, relative);

/** Environment for Prisma's commands: our schema engine unless the user named another, and no calls home. */
export function prismaEnv(env = process.env) {
  return {
    ...env,
    PRISMA_SCHEMA_ENGINE_BINARY: env.PRISMA_SCHEMA_ENGINE_BINARY ?? at("scripts/schema-engine.mjs"),
    CHECKPOINT_DISABLE: "1",
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
  };
}

/** Runs the Prisma CLI in the repository root. */
export function prisma(args, env = process.env) {
  if (!env.PRISMA_SCHEMA_ENGINE_BINARY) chmodSync(at("scripts/schema-engine.mjs"), 0o755);
  return run(process.execPath, [at("node_modules/prisma/build/index.js"), ...args], { env: prismaEnv(env) });
}

/** Generates the Prisma client into server/db/generated when the schema changed since the last time. */
export async function ensureClient() {
  const schema = filesBelow([at("prisma/schema")]);
  if (schema.length === 0) return "nothing to do";
  const inputs = [...schema, at("prisma.config.ts"), at("node_modules/prisma/package.json")];
  const print = fingerprint(root, inputs);
  const stamp = at("server/db/generated/.stamp");
  if (existsSync(at("server/db/generated/client.ts")) && !isStale(stamp, print)) return "nothing to do";
  await prisma(["generate"]);
  writeStamp(stamp, print);
}
