import { createInterface } from "node:readline";
import { adapterFactory } from "./adapter.mjs";
import { createDatabase } from "./databases.mjs";
import { loadEngine } from "./wasm.mjs";

const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);

/** The engine's errors carry a Prisma code that the CLI turns into its own wording. */
function rpcError(error) {
  const message = error?.message ?? String(error);
  const known = typeof error?.code === "string" && error.code.startsWith("P");
  const data = { is_panic: false, message, ...(known ? { error_code: error.code, meta: error.meta } : {}) };
  return { code: 4466, message, data };
}

/** The native engine prints a diff by calling the CLI back; the WebAssembly build returns the text. */
function printDiff({ stdout, exitCode }) {
  if (stdout != null) send({ id: Date.now(), method: "print", params: { content: stdout } });
  return { exitCode };
}

/** Answers JSON-RPC, one message a line, until stdin closes and every request is answered. */
export function serveRpc({ datamodels, datasource }) {
  let engine;
  const getEngine = () => (engine ??= loadEngine(datamodels, adapterFactory(datasource)));

  async function call(method, params) {
    if (method === "createDatabase")
      return { databaseName: await createDatabase(params.datasource?.url ?? datasource.url) };
    const loaded = await getEngine();
    if (method === "getDatabaseVersion") return loaded.version(null);
    if (typeof loaded[method] !== "function")
      throw new Error(`This schema engine has no method "${method}".`);
    const result = await loaded[method](params ?? {});
    return method === "diff" ? printDiff(result) : result;
  }

  async function answer(line) {
    const { id, method, params } = JSON.parse(line);
    if (!method) return; // the CLI's reply to our `print`
    try {
      send({ id, result: (await call(method, params)) ?? null });
    } catch (error) {
      send({ id, error: rpcError(error) });
    }
  }

  return new Promise((resolve) => {
    const pending = new Set();
    createInterface({ input: process.stdin })
      .on("line", (line) => {
        if (!line.trim()) return;
        const work = answer(line).finally(() => pending.delete(work));
        pending.add(work);
      })
      .on("close", () => Promise.allSettled(pending).then(() => process.exit(0)))
      .on("close", resolve);
  });
}
