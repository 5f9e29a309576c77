import { createHash, randomUUID } from "node:crypto";
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = path.join(import.meta.dirname, "..");
const cache = path.join(root, "node_modules/.cache/voicehive");
/** What every bundle depends on besides the files it holds. */
const ALWAYS = ["package-lock.json", "tsconfig.json", "voice-worker/bundle.mjs"].map((name) =>
  path.join(root, name),
);
/** A bundle begins with a line of this and the inputs it was made from, as JSON. */
const INPUTS = "// inputs: ";
/** More than the list of any bundle, in bytes. */
const LIST_BYTES = 262_144;
/** A bundle that nobody could want any more: one who chose it has long read it. */
const STALE_MS = 60_000;

/**
 * The JavaScript of a TypeScript program (or thread) of the worker: its own modules in one file, packages left outside.
 * Made when a file it holds has changed, which takes a third of a second; otherwise a few milliseconds. A bundle starts
 * several times faster than a loader that asks for each module, in a thread too, where a loader would be started anew.
 * Each bundle is one file, never changed, with its inputs in its first line and in its name: whoever else makes one at the
 * same time, from older sources even, each start gets the one that it found fresh or made itself.
 * @param {string} source path of the `.ts` file
 * @param {string} folder where bundles are kept
 * @returns {Promise<string>} address to import
 */
export async function bundled(source, folder = cache) {
  const name = path.relative(root, source).replaceAll(`..${path.sep}`, "").replace(/\.ts$/, "");
  const base = path.join(folder, name);
  return pathToFileURL(freshOf(base) ?? (await make(source, base))).href;
}

/** Bundles of this name that are there. */
function made(base) {
  const folder = path.dirname(base);
  const mine = new RegExp(`^${path.basename(base).replaceAll(".", "\\.")}\\.[0-9a-f]{16}\\.mjs$`);
  try {
    const names = readdirSync(folder).filter((name) => mine.test(name));
    return names.map((name) => path.join(folder, name));
  } catch {
    return []; // nothing was ever made
  }
}

/** Size and time of change of one input, as one word. */
function lookOf(input) {
  const { size, mtimeMs } = statSync(input);
  return `${size}@${mtimeMs}`;
}

const freshOf = (base) => made(base).find(isFresh);

function isFresh(file) {
  try {
    const inputs = Object.entries(JSON.parse(firstLine(file).slice(INPUTS.length)));
    return inputs.length > 0 && inputs.every(([input, look]) => lookOf(input) === look);
  } catch {
    return false; // no list, or an input is gone
  }
}

function firstLine(file) {
  const handle = openSync(file, "r");
  try {
    const head = Buffer.alloc(LIST_BYTES);
    const text = head.toString("utf8", 0, readSync(handle, head, 0, LIST_BYTES, 0));
    return text.slice(0, text.indexOf("\n"));
  } finally {
    closeSync(handle);
  }
}

async function make(source, base) {
  const { build } = await import("esbuild");
  // Each input is looked at before it is read: one that changes meanwhile no longer looks the same.
  const looks = Object.fromEntries(ALWAYS.map((input) => [input, lookOf(input)]));
  const result = await build({
    absWorkingDir: root,
    entryPoints: [source],
    outfile: `${base}.mjs`,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    // Its place is taken by the inputs, so that lines are where the source map says.
    banner: { js: INPUTS },
    sourcemap: "inline",
    sourcesContent: false,
    write: false,
    logLevel: "silent",
    plugins: [reading((input) => (looks[input] ??= lookOf(input)))],
  });
  const list = JSON.stringify(looks);
  const hash = createHash("sha256").update(list).digest("hex").slice(0, 16);
  const file = `${base}.${hash}.mjs`;
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(
    draft,
    result.outputFiles[0].text.replace(/^.*\n/, () => `${INPUTS}${list}\n`),
  );
  renameSync(draft, file);
  sweep(base, file);
  return file;
}

/** Removes what older sources left. Others do it at the same time: what is named may be gone. */
function sweep(base, kept) {
  for (const file of made(base)) {
    const madeAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
    if (file !== kept && Date.now() - madeAt > STALE_MS) rmSync(file, { force: true });
  }
}

/** Tells of each module before it is read. It finds its neighbours (threads, grammars) from its own address, not the bundle's. */
const reading = (tell) => ({
  name: "reading",
  setup(build) {
    build.onLoad({ filter: /./, namespace: "file" }, ({ path: file }) => {
      tell(file);
      if (!file.endsWith(".ts")) return undefined;
      const text = readFileSync(file, "utf8");
      if (!text.includes("import.meta.url")) return undefined;
      const own = JSON.stringify(pathToFileURL(file).href);
      return { contents: text.replaceAll("import.meta.url", own), loader: "ts" };
    });
  },
});

/** Runs a TypeScript program or thread of the worker here. */
export async function runBundled(source) {
  process.setSourceMapsEnabled(true);
  await import(await bundled(source instanceof URL ? fileURLToPath(source) : source));
}
