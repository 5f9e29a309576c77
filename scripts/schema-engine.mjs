#!/usr/bin/env node
import { parseArguments } from "./schema-engine/arguments.mjs";
// Speaks the command line and JSON-RPC of Prisma's native schema engine, on the engine's own
// WebAssembly build and the pg driver: Prisma otherwise downloads a binary at install time.
import { answerCli } from "./schema-engine/cli.mjs";
import { serveRpc } from "./schema-engine/rpc.mjs";
import { engineVersion } from "./schema-engine/wasm.mjs";

const options = parseArguments(process.argv.slice(2));
if (options.version) process.stdout.write(`schema-engine-wasm ${engineVersion()}\n`);
else if (options.command) process.exitCode = await answerCli(options);
else await serveRpc(options);
