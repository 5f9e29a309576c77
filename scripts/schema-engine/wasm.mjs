import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const folder = path.dirname(
  createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg"),
);

/** The commit the engine was built from, which is what the native engine prints too. */
export function engineVersion() {
  const { version } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  return version.split(".").at(-1);
}

/**
 * Loads the engine. The package's own entry imports the .wasm file as a module, which Node 20 cannot,
 * so its bindings are wired to an instance made here.
 */
export async function loadEngine(datamodelFiles, adapterFactory) {
  const bindings = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const bytes = readFileSync(path.join(folder, "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  const datamodels = datamodelFiles.map((file) => [file, readFileSync(file, "utf8")]);
  const trace = (line) => {
    if (process.env.DEBUG) process.stderr.write(`${line}\n`);
  };
  return bindings.SchemaEngine.new(
    { datamodels: datamodels.length ? datamodels : undefined },
    trace,
    adapterFactory,
  );
}
