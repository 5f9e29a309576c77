import { prepareAndRun } from "./lib/prepare.mjs";

await prepareAndRun(new URL("./test/main.ts", import.meta.url).href);
