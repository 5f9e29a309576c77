import { serve, threadData } from "../workers/serve";

/** A detector thread that loads and then does what it is told to: dies, throws or hangs at the first real batch, or works. */
let jobs = 0;
serve<{ groups: { ids: Int32Array }[] }, Float32Array[]>(({ groups }) => {
  jobs += 1;
  if (jobs > 1) {
    const manner = threadData();
    if (manner === "dies") process.exit(3);
    if (manner === "throws") throw new Error("no memory");
    if (manner === "hangs") Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
  return groups.map(({ ids }) => new Float32Array(ids.length));
});
