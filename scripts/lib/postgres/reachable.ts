import { createHash } from "node:crypto";
import { existsSync, mkdirSync, statSync } from "node:fs";
import path from "node:path";
import type { Account } from "./account";

interface Entry {
  readonly uid: number;
  readonly gid: number;
  readonly mode: number;
}

/** May `account` walk through a folder with this owner and mode? */
export function mayEnter(folder: Entry, account: Account): boolean {
  if (folder.uid === account.uid) return (folder.mode & 0o100) !== 0;
  if (folder.gid === account.gid) return (folder.mode & 0o010) !== 0;
  return (folder.mode & 0o001) !== 0;
}

/** The topmost existing folder on the way to `target` that `account` cannot enter, or null. */
export function firstUnreachable(
  target: string,
  account: Account,
  stat: (folder: string) => Entry = statSync,
): string | null {
  const resolved = path.resolve(target);
  const parts = resolved.split(path.sep).filter(Boolean);
  for (let depth = 0; depth < parts.length; depth++) {
    const folder = path.sep + parts.slice(0, depth).join(path.sep);
    if (!existsSync(folder)) return null;
    if (!mayEnter(stat(folder), account)) return folder;
  }
  return null;
}

/** A folder of this checkout outside root's private home, one a checkout. */
export function placeFor(checkout: string): string {
  const name = createHash("sha256").update(checkout).digest("hex").slice(0, 12);
  const place = path.join("/var/lib/voicehive", name);
  mkdirSync(place, { recursive: true, mode: 0o755 });
  return place;
}

/** `wanted` itself when `account` can reach it, else a folder of the same name where it can. */
export function reachableFolder(wanted: string, account: Account | null): string {
  if (!account || !firstUnreachable(wanted, account)) return wanted;
  const key = createHash("sha256").update(path.resolve(wanted)).digest("hex").slice(0, 8);
  return path.join(placeFor(wanted), `${path.basename(wanted)}-${key}`);
}
