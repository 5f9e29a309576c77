// The bench's worker, started as production's is.
import { runBundled } from "../../../voice-worker/bundle.mjs";

await runBundled(new URL("./worker.ts", import.meta.url));
