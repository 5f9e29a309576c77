import { existsSync, readFileSync, statfsSync } from "node:fs";
import path from "node:path";
import { run } from "./command.mjs";
import { fingerprint, isStale, writeStamp } from "./fingerprint.mjs";
import { root } from "./root.mjs";
import { Explained } from "./step.mjs";

const INSTALLED_BYTES = 2_000_000_000;
const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));

/**
 * True when what npm recorded as installed is what the lock file asks for. A package may be missing
 * only where it is optional (made for another platform).
 */
export function installedMatches(lock, installed) {
  return Object.entries(lock.packages ?? {}).every(([name, wanted]) => {
    if (name === "" || wanted.link) return true;
    const present = installed.packages?.[name];
    return present ? present.version === wanted.version : Boolean(wanted.optional || wanted.devOptional);
  });
}

/** Runs `npm ci` when node_modules is missing or does not fit the lock file. */
export async function ensureInstalled() {
  const lockFile = path.join(root, "package-lock.json");
  const stamp = path.join(root, "node_modules/.voicehive-lock");
  const print = fingerprint(root, [lockFile]);
  if (!isStale(stamp, print)) return "nothing to do";
  const recorded = path.join(root, "node_modules/.package-lock.json");
  if (existsSync(recorded) && installedMatches(readJson(lockFile), readJson(recorded))) {
    writeStamp(stamp, print);
    return "nothing to do";
  }
  const disk = statfsSync(root);
  const free = disk.bavail * disk.bsize;
  if (free < INSTALLED_BYTES)
    throw new Explained(
      `Installing the packages needs about 2 GB, and ${Math.floor(free / 1e6)} MB are free at ${root}. Free some space and start again.`,
    );
  const npm = process.env.npm_execpath?.endsWith(".js")
    ? [process.execPath, [process.env.npm_execpath]]
    : [process.platform === "win32" ? "npm.cmd" : "npm", []];
  await run(npm[0], [...npm[1], "ci", "--include=dev", "--no-audit", "--no-fund"]);
  writeStamp(stamp, print);
}
