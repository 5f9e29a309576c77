import { checkSentence } from "@/server/brain/gate";
import { booked, questions } from "@/server/brain/gate/testing/scene";

/** Time of the grounding gate for one sentence: `npm run bench:gate`. Target: 95 % under 0.5 ms. */
const SENTENCES = [
  "Good morning, how may I help you?",
  "I have a Standard Double for you from Friday the fourth of December.",
  "It is three hundred and twelve euros in total, one hundred and fifty-six euros a night.",
  "It comes to three hundred and twenty euros in total.",
  "Your booking code is seven, K, two, M, four, Q.",
  "All our rooms have a balcony and a bathtub.",
  "The pool opens at 7 am and closes at 9 pm.",
  "Would you like breakfast with it, and is Friday the fourth of December right?",
];
const ROUNDS = 400;

for (const [name, make] of [
  ["booked", booked],
  ["questions", questions],
] as const) {
  const { ledger, context } = await make();
  for (const sentence of SENTENCES) for (let i = 0; i < 50; i++) checkSentence(sentence, ledger, context);
  const times: number[] = [];
  for (let i = 0; i < ROUNDS; i++)
    for (const sentence of SENTENCES) {
      const from = performance.now();
      checkSentence(sentence, ledger, context);
      times.push(performance.now() - from);
    }
  times.sort((a, b) => a - b);
  const at = (share: number): string => (times[Math.floor(times.length * share)] ?? 0).toFixed(3);
  process.stdout.write(
    `${name}: ${ledger.backings.length} backings, ${times.length} sentences, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms\n`,
  );
}
