// Node 20 cannot start a thread from a .ts file, and tsx does not carry over into threads: register it here.
import { workerData } from "node:worker_threads";
import { register } from "tsx/esm/api";

register();
await import(workerData.entry);
