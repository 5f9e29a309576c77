import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { Explained } from "../step.mjs";
import type { Account } from "./account";
import type { Binaries } from "./binaries";

/**
 * Makes a database cluster in `dir` unless one is there. An interrupted run leaves no half cluster: the
 * work happens beside it and is renamed at the end. Refuses a cluster of another major version.
 */
export function ensureCluster(
  dir: string,
  password: string,
  binaries: Binaries,
  account: Account | null,
): void {
  const versionFile = path.join(dir, "PG_VERSION");
  if (existsSync(versionFile)) {
    refuseOtherMajor(dir, Number(readFileSync(versionFile, "utf8")), binaries.major);
    return;
  }

  const partial = `${dir}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true, mode: 0o700 });
  const passwordFile = path.join(partial, "..", `.${path.basename(dir)}.password`);
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  for (const entry of account ? [partial, passwordFile] : [])
    chownSync(entry, account?.uid ?? 0, account?.gid ?? 0);
  const made = spawnSync(
    binaries.initdb,
    [
      ...[
        "-D",
        partial,
        "-U",
        "postgres",
        "-A",
        "scram-sha-256",
        `--pwfile=${passwordFile}`,
        "--encoding=UTF8",
      ],
      ...["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"],
    ],
    { ...account, encoding: "utf8" },
  );
  rmSync(passwordFile, { force: true });
  if (made.status !== 0) {
    rmSync(partial, { recursive: true, force: true });
    throw new Explained(
      `PostgreSQL could not make its data directory ${dir}.\n${made.error?.message ?? made.stderr}`,
    );
  }
  chmodSync(partial, 0o700);
  renameSync(partial, dir);
}

function refuseOtherMajor(dir: string, found: number, needed: number): void {
  if (found === needed) return;
  throw new Explained(
    `The data in ${dir} was written by PostgreSQL ${found}, and this VoiceHive brings ${needed}. ` +
      `Nothing was touched. To start fresh, move it away: mv "${dir}" "${dir}-${found}". ` +
      `To keep the data, dump it with PostgreSQL ${found} and load it after the first start.`,
  );
}
