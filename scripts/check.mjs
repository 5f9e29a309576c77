import { prepareAndRun } from "./lib/prepare.mjs";

await prepareAndRun(new URL("./check/main.ts", import.meta.url).href);
