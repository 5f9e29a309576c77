import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { filesBelow } from "../lib/fingerprint.mjs";
import { root } from "../lib/root.mjs";

const FOLDERS = ["app", "components", "e2e", "inngest", "prisma", "scripts", "server", "voice-worker"];
const KEPT_MS = 86_400_000;

/**
 * Where Vitest keeps what it made of each module, for the next run. It finds an entry by the module's content, but what
 * an import leads to depends on which files there are as well: another set of files has a folder of its own. One that
 * had no entry added for a day is removed.
 */
export function moduleCache(cache = path.join(root, "node_modules/.cache/vitest")): string {
  const names = filesBelow(FOLDERS.map((folder) => path.join(root, folder))).join("\n");
  const name = createHash("sha256").update(names).digest("hex").slice(0, 16);
  const mine = path.join(cache, name);
  mkdirSync(mine, { recursive: true });
  for (const other of readdirSync(cache)) {
    const folder = path.join(cache, other);
    const { mtimeMs } = statSync(folder, { throwIfNoEntry: false }) ?? { mtimeMs: 0 };
    if (other !== name && Date.now() - mtimeMs > KEPT_MS) rmSync(folder, { recursive: true, force: true });
  }
  return mine;
}
