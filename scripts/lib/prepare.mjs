import { hydratePostgres } from "./hydrate.mjs";
import { ensureInstalled } from "./install.mjs";
import { Explained, explain, step } from "./step.mjs";

const [major, minor] = process.versions.node.split(".").map(Number);

/**
 * Everything between a bare clone and code that may import packages. Only Node itself is used here:
 * the packages may not be installed yet.
 */
export async function prepare() {
  if (major < 20 || (major === 20 && minor < 19))
    throw new Explained(`VoiceHive needs Node 20.19 or later; this is ${process.versions.node}.`);
  await step("packages installed", ensureInstalled);
  await step("PostgreSQL binaries completed", hydratePostgres);
  const { ensureClient } = await import("./generate.mjs");
  await step("database client generated", ensureClient);
}

/** Prepares, then runs a TypeScript entry through tsx in this process. Failures are explained in one go. */
export async function prepareAndRun(entry) {
  try {
    await prepare();
    const { register: registerTsx } = await import("tsx/esm/api");
    registerTsx();
    const { main } = await import(entry);
    await main(process.argv.slice(2));
  } catch (error) {
    process.exitCode = explain(error);
  }
}
