// A thread of a pool. Node 20 does not read TypeScript, in threads no more than in programs.
import { workerData } from "node:worker_threads";
import { runBundled } from "../../bundle.mjs";

await runBundled(new URL(workerData.entry));
