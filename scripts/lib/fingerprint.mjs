import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Every file below the given paths (files or folders) that `keep` accepts, sorted; links are not followed. */
export function filesBelow(paths, keep = () => true) {
  const found = [];
  const visit = (entry) => {
    if (!existsSync(entry) || !keep(entry)) return;
    if (!statSync(entry).isDirectory()) return void found.push(entry);
    for (const child of readdirSync(entry, { withFileTypes: true }))
      if (!child.isSymbolicLink()) visit(path.join(entry, child.name));
  };
  for (const entry of paths) visit(entry);
  return found.sort();
}

/** SHA-256 over names (relative to `base`) and contents: equal exactly when nothing changed, was added or removed. */
export function fingerprint(base, files, extra = "") {
  const hash = createHash("sha256").update(extra);
  for (const file of files) {
    const content = readFileSync(file);
    hash.update(`\0${path.relative(base, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/** True when `stampFile` does not hold this fingerprint: what was made from the inputs is out of date. */
export const isStale = (stampFile, print) =>
  !existsSync(stampFile) || readFileSync(stampFile, "utf8").trim() !== print;

/** Remembers what the product was made from. Write it only after the work succeeded. */
export const writeStamp = (stampFile, print) => writeFileSync(stampFile, `${print}\n`);
