import { checkSentence } from "@/server/brain/gate";
import { booked, questions } from "@/server/brain/gate/testing/scene";
import { said } from "@/server/brain/gate/testing/tongues";

/** Time of the grounding gate for one sentence: `npm run bench:gate`. Target: under 0.5 ms. */
const SENTENCES = [
  "Good morning, how may I help you?",
  "I have a Standard Double for you from Friday the fourth of December.",
  "It is three hundred and twelve euros in total, one hundred and fifty-six euros a night.",
  "It comes to three hundred and twenty euros in total.",
  "Your booking code is seven, K, two, M, four, Q.",
  "All our rooms have a balcony and a bathtub.",
  "The pool opens at 7 am and closes at 9 pm.",
  "Would you like breakfast with it, and is Friday the fourth of December right?",
  // And a lie and a truth in each other language that is read.
  ...Object.values(said).flatMap(({ lies, truths }) =>
    [lies[2], truths[8]].flatMap((row) => (row ? [row[1]] : [])),
  ),
];
const BATCHES = 40;
const BATCH = 50;

for (const [name, make] of [
  ["booked", booked],
  ["questions", questions],
] as const) {
  const { ledger, context } = await make();
  const times: number[] = [];
  for (const sentence of SENTENCES) {
    for (let i = 0; i < 2 * BATCH; i++) checkSentence(sentence, ledger, context);
    for (let b = 0; b < BATCHES; b++) {
      // Processor time, in batches: other work on the machine does not count.
      const before = process.cpuUsage();
      for (let i = 0; i < BATCH; i++) checkSentence(sentence, ledger, context);
      const { user, system } = process.cpuUsage(before);
      times.push((user + system) / 1000 / BATCH);
    }
  }
  times.sort((a, b) => a - b);
  const at = (share: number): string => (times[Math.floor(times.length * share)] ?? 0).toFixed(3);
  process.stdout.write(
    `${name}: ${ledger.backings.length} backings, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms of processor a sentence\n`,
  );
}
