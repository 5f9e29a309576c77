import { prepare } from "./lib/prepare.mjs";
import { explain } from "./lib/step.mjs";

// The same pre-step that start, test and check run, by itself.
try {
  await prepare();
} catch (error) {
  process.exitCode = explain(error);
}
