import { performance } from "node:perf_hooks";
import { localBrain } from "@/server/brain/local";
import { corpus } from "@/server/brain/local/corpus";
import type { BrainIo } from "@/server/brain/port";
import { createTestHotel } from "@/server/brain/testing/hotel";
import { testOpening } from "@/server/brain/testing/opening";

/**
 * Time of a brain turn over the written corpus, without its tools: the clock stops while the hotel answers.
 * Exits with 1 when the 95th percentile reaches the target of 5 ms.
 */
const TARGET_MS = 5;
const ROUNDS = 5;

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

async function playAll(): Promise<number[]> {
  const times: number[] = [];
  for (const dialogue of corpus) {
    const hotel = createTestHotel({
      opening: testOpening(dialogue.opening as Parameters<typeof testOpening>[0]),
      ...(dialogue.arrange ? { arrange: dialogue.arrange } : {}),
    });
    const talk = localBrain.start(hotel.opening);
    let inTools = 0;
    const io: BrainIo = {
      ...hotel.io(),
      callTool: async (name, args) => {
        const from = performance.now();
        const result = await hotel.callTool(name, args);
        inTools += performance.now() - from;
        return result;
      },
    };
    for await (const _ of talk.greet(io));
    for (const [index, step] of dialogue.steps.entries()) {
      const say = typeof step === "string" ? step : step[0];
      inTools = 0;
      const from = performance.now();
      const turn = { id: `t${index}`, confidence: 1 };
      const outputs =
        typeof say === "string"
          ? talk.respond({ ...turn, source: "typed", text: say }, io)
          : "keys" in say
            ? talk.respond({ ...turn, source: "keypad", text: say.keys }, io)
            : talk.silent(say.silence, io);
      for await (const _ of outputs);
      times.push(performance.now() - from - inTools);
    }
  }
  return times;
}

await playAll();
const times: number[] = [];
for (let round = 0; round < ROUNDS; round++) times.push(...(await playAll()));
times.sort((a, b) => a - b);
const p95 = percentile(times, 0.95);
console.log(
  `brain turn, ${times.length} turns of ${corpus.length} dialogues: p50 ${percentile(times, 0.5).toFixed(2)} ms, ` +
    `p95 ${p95.toFixed(2)} ms, max ${(times.at(-1) ?? 0).toFixed(2)} ms (target < ${TARGET_MS} ms)`,
);
if (p95 >= TARGET_MS) process.exitCode = 1;
