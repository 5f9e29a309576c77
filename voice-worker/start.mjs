// The worker's program: `node voice-worker/start.mjs`. Node 20 does not read TypeScript.
import { runBundled } from "./bundle.mjs";

await runBundled(new URL("./main.ts", import.meta.url));
