import type { Expectation } from "@/server/brain/port";
import { decodeMulaw, encodeMulaw } from "@/voice-worker/media/mulaw";
import { createEmbeddedAsr } from "@/voice-worker/speech/asr/embedded";
import type { AsrEvent } from "@/voice-worker/speech/asr/port";
import { createEmbeddedTts } from "@/voice-worker/speech/tts/embedded";
import { FOREIGN, PHRASES, VOCABULARY } from "./ear-phrases";

/**
 * How well the embedded ear understands: guest phrases in the voice that is not the line's, over 8 kHz µ-law.
 * `node --import tsx scripts/bench/ear.ts [--noise SNR_DB] [--misses] [--only PREFIX]`
 */

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
};
const snrDb = option("--noise") === undefined ? null : Number(option("--noise"));
const showMisses = process.argv.includes("--misses");
const signal = new AbortController().signal;
const guest = createEmbeddedTts();
const ear = createEmbeddedAsr({ partials: false });

/** Words that change nothing about what the guest wants. */
const FILLERS = new Set(
  "a an the of on in at to for from um uh hi hello well okay so please thank you thanks i i'd i'll i'm we we're like would it's it is be will take and can could make my good evening".split(
    " ",
  ),
);

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z' ]+/g, "")
    .replace(/\s+/g, " ")
    .trim();
/** One way of saying each, where ways mean the same. */
const SAME: Readonly<Record<string, string>> = {
  yeah: "yes",
  yep: "yes",
  yup: "yes",
  nope: "no",
  nah: "no",
  zero: "oh",
};
const slots = (text: string): string => {
  const words = plain(text)
    .split(" ")
    .map((word) => SAME[word] ?? word);
  const left = words.filter((word) => !FILLERS.has(word));
  return (left.length > 0 ? left : words).join(" ");
};

let seed = 1;
const hiss = (): number => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 31 - 1;
};

async function overTheTelephone(phrase: string): Promise<Int16Array> {
  const samples: number[] = new Array(4_000).fill(0);
  for await (const { pcm } of guest.synthesize(
    { text: phrase, language: "en", voice: "rms", sampleRate: 8_000 },
    signal,
  )) {
    samples.push(...pcm);
  }
  samples.push(...new Array(4_000).fill(0));
  const level = snrDb === null ? 0 : 3_277 * 10 ** (-snrDb / 20);
  return decodeMulaw(encodeMulaw(Int16Array.from(samples, (x) => x + level * (hiss() + hiss() + hiss()))));
}

async function hear(pcm: Int16Array, expectation: Expectation) {
  const stream = ear.open({ sampleRate: 8_000, language: "en", vocabulary: VOCABULARY }, signal);
  stream.expect(expectation);
  for (let at = 0; at < pcm.length; at += 160) stream.push(pcm.subarray(at, at + 160));
  const began = performance.now();
  stream.endTurn();
  let final: Extract<AsrEvent, { type: "final" }> = { type: "final", text: "", confidence: 0 };
  for await (const event of stream.events) {
    if (event.type !== "final") continue;
    final = event;
    break;
  }
  stream.close();
  return { ...final, ms: performance.now() - began };
}

const percent = (part: number, whole: number): string =>
  `${((100 * part) / Math.max(1, whole)).toFixed(0)} %`.padStart(6);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, x) => sum + x, 0) / Math.max(1, values.length);

const rightConfidence: number[] = [];
const wrongConfidence: number[] = [];
const delays: number[] = [];
let asked = 0;
let understood = 0;

await ear.warm(signal);
console.info(`${"expectation".padEnd(34)} phrases  exact  slots  final after`);
const only = option("--only");
for (const { name, expectation, phrases } of PHRASES.filter((set) => set.name.startsWith(only ?? ""))) {
  let exact = 0;
  let same = 0;
  const took: number[] = [];
  const misses: string[] = [];
  for (const phrase of phrases) {
    const final = await hear(await overTheTelephone(phrase), expectation);
    took.push(final.ms);
    if (final.text === plain(phrase)) exact += 1;
    const right = slots(final.text) === slots(phrase);
    if (right) same += 1;
    else misses.push(`    "${phrase}" → "${final.text}" (${final.confidence.toFixed(2)})`);
    (right ? rightConfidence : wrongConfidence).push(final.confidence);
  }
  asked += phrases.length;
  understood += same;
  delays.push(...took);
  const figures = `${percent(exact, phrases.length)} ${percent(same, phrases.length)}  ${mean(took).toFixed(0)} ms`;
  console.info(`${name.padEnd(34)} ${String(phrases.length).padStart(7)} ${figures}`);
  if (showMisses) for (const miss of misses) console.info(miss);
}
let refused = 0;
for (const phrase of only === undefined ? FOREIGN : []) {
  for (const expectation of [{ kind: "open" }, { kind: "yes_no" }] as const) {
    const { text, confidence } = await hear(await overTheTelephone(phrase), expectation);
    if (text === "" || confidence < 0.4) refused += 1;
    if (showMisses)
      console.info(`    foreign ${expectation.kind}: "${phrase}" → "${text}" (${confidence.toFixed(2)})`);
  }
}
const sorted = delays.toSorted((a, b) => a - b);
console.info(
  `all: ${asked} phrases, ${percent(understood, asked).trim()} understood${snrDb === null ? "" : ` at ${snrDb} dB SNR`}`,
);
console.info(
  `confidence: right ${mean(rightConfidence).toFixed(2)}, wrong ${mean(wrongConfidence).toFixed(2)}`,
);
if (only === undefined)
  console.info(`outside every grammar: ${refused} of ${FOREIGN.length * 2} refused or below 0.4`);
console.info(
  `final: median ${sorted[sorted.length >> 1]?.toFixed(0)} ms, p95 ${sorted[Math.floor(sorted.length * 0.95)]?.toFixed(0)} ms`,
);
await ear.close();
await guest.close();
