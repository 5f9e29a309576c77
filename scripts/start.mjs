// Plain Node on purpose: in a bare clone nothing is installed yet.
import { prepareAndRun } from "./lib/prepare.mjs";

await prepareAndRun(new URL("./launch/main.ts", import.meta.url).href);
