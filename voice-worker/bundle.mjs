import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = path.join(import.meta.dirname, "..");
const cache = path.join(root, "node_modules/.cache/voicehive");
/** What every bundle depends on besides the files it holds. */
const ALWAYS = ["package-lock.json", "tsconfig.json", "voice-worker/bundle.mjs"];

/**
 * The JavaScript of a TypeScript program (or thread) of the worker: its own modules in one file, packages left outside.
 * Made when a file it holds has changed, which takes a third of a second; otherwise a few milliseconds. A bundle starts
 * several times faster than a loader that asks for each module, in a thread too, where a loader would be started anew.
 * Several processes may make the same one at the same time: the last wins.
 * @param {string} source path of the `.ts` file
 * @returns {Promise<string>} address to import
 */
export async function bundled(source) {
  const name = path.relative(root, source);
  const file = path.join(cache, name.replace(/\.ts$/, ".mjs"));
  if (!isFresh(`${file}.inputs`)) await make(source, file);
  return pathToFileURL(file).href;
}

/** Size and time of change of one input, as one word. */
function lookOf(input) {
  const { size, mtimeMs } = statSync(path.join(root, input));
  return `${size}@${mtimeMs}`;
}

function isFresh(stamp) {
  try {
    return Object.entries(JSON.parse(readFileSync(stamp, "utf8"))).every(
      ([input, look]) => lookOf(input) === look,
    );
  } catch {
    return false; // never made, or an input is gone
  }
}

async function make(source, file) {
  const { build } = await import("esbuild");
  const started = Date.now();
  const result = await build({
    absWorkingDir: root,
    entryPoints: [source],
    outfile: file,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    sourcemap: "inline",
    sourcesContent: false,
    metafile: true,
    write: false,
    logLevel: "silent",
    plugins: [ownAddress],
  });
  const inputs = [...ALWAYS, ...Object.keys(result.metafile.inputs)];
  const looks = Object.fromEntries(inputs.map((input) => [input, lookOf(input)]));
  // Changed while it was made: good for this start, made again at the next.
  for (const input of inputs)
    if (statSync(path.join(root, input)).mtimeMs > started) looks[input] = "changed";
  mkdirSync(path.dirname(file), { recursive: true });
  replace(file, result.outputFiles[0].contents);
  replace(`${file}.inputs`, JSON.stringify(looks));
}

/** Never half a file, whoever reads it meanwhile. */
function replace(file, content) {
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, content);
  renameSync(draft, file);
}

/** A module finds its neighbours (threads, grammars, protocols) from its own address, not the bundle's. */
const ownAddress = {
  name: "own-address",
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
      const text = readFileSync(file, "utf8");
      if (!text.includes("import.meta.url")) return undefined;
      const own = JSON.stringify(pathToFileURL(file).href);
      return { contents: text.replaceAll("import.meta.url", own), loader: "ts" };
    });
  },
};

/** Runs a TypeScript program or thread of the worker here. */
export async function runBundled(source) {
  process.setSourceMapsEnabled(true);
  await import(await bundled(source instanceof URL ? fileURLToPath(source) : source));
}
