import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import createModule, { type Decoder } from "soundswallower";
import { serve } from "../workers/serve";
import { type Automaton, compileGrammar } from "./grammar/automaton";
import type { AsrWord } from "./port";
import { HOTEL_WORDS, pronounce } from "./pronounce";

export interface DecodeJob {
  /** 8 kHz. */
  pcm: Int16Array;
  rules: string;
  words: readonly string[];
  /** Also accept a beginning of a sentence. */
  partial: boolean;
}

export interface Decoded {
  text: string;
  /** Mean acoustic fit of the words, 0..1 (not yet a confidence). */
  fit: number;
  words: AsrWord[];
  /** Milliseconds of decoding. */
  tookMs: number;
}

const RATE = 8_000;
const PAD_MS = 150;
/** TPDF dither of ± 8 units: the model was trained on lines that are never digitally silent. */
const DITHER = 8 / 32_768;
const PEAK = 0.5;
/** From here on the turn's own mean is better than the model's prior; a lone "yes" is too short to have one. */
const LONG_SAMPLES = 1.9 * RATE;

const nothing = (tookMs: number): Decoded => ({ text: "", fit: 0, words: [], tookMs });

/** A small generator with a fixed seed: the same audio always gives the same words. */
const noise = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};

function prepare(pcm: Int16Array): Float32Array {
  let peak = 1;
  for (const sample of pcm) peak = Math.max(peak, Math.abs(sample));
  const gain = Math.min(PEAK / peak, 20 / 32_768);
  const pad = (PAD_MS * RATE) / 1_000;
  const out = new Float32Array(pcm.length + 2 * pad);
  const random = noise(1);
  for (let i = 0; i < out.length; i++) {
    out[i] = (pcm[i - pad] ?? 0) * gain + (random() - random()) * DITHER;
  }
  return out;
}

const model = join(dirname(createRequire(import.meta.url).resolve("soundswallower/jsonly")), "..", "model/");
const engine = await createModule({ modelBase: model, print: () => {}, printErr: () => {} } as object);
const decoder: Decoder = new engine.Decoder({ samprate: RATE, loglevel: "FATAL", cmn: "live" });
await decoder.initialize();

const added = new Set<string>();

function learn(words: readonly string[]): void {
  for (const word of words) {
    if (added.has(word) || decoder.lookup_word(word) !== null) continue;
    decoder.add_words([word, pronounce(word)]);
    added.add(word);
  }
}
learn(Object.keys(HOTEL_WORDS));

/** The C calls behind the decoder (pocketsphinx `fsg_model.h`); the typings leave them out. */
interface FsgCalls {
  _decoder_logmath(decoder: number): number;
  _fsg_model_init(name: number, logmath: number, weight: number, states: number): number;
  _fsg_model_word_add(fsg: number, word: number): number;
  _fsg_model_trans_add(fsg: number, from: number, to: number, logProbability: number, word: number): void;
  _fsg_model_null_trans_add(fsg: number, from: number, to: number, logProbability: number): number;
  _fsg_set_states(fsg: number, start: number, final: number): void;
  _decoder_set_fsg(decoder: number, fsg: number): number;
  _malloc(size: number): number;
  _free(address: number): void;
  HEAPU8: Uint8Array;
}
const calls = engine as unknown as FsgCalls;
const handle = (decoder as unknown as { cdecoder: number }).cdecoder;

function withText<T>(text: string, use: (address: number) => T): T {
  const bytes = new TextEncoder().encode(`${text}\0`);
  const address = calls._malloc(bytes.length);
  try {
    calls.HEAPU8.set(bytes, address);
    return use(address);
  } finally {
    calls._free(address);
  }
}

/** What each word costs, as a log probability in the decoder's base: without it short words are invented. */
const WORD_COST = Math.round(Math.log(1e-6) / Math.log(1.0001));

/** Hands the automaton to the decoder, which owns it from then on. All arcs are equally likely. */
function setAutomaton({ arcs, accepting }: Automaton): void {
  const end = arcs.length;
  const fsg = withText("turn", (name) =>
    calls._fsg_model_init(name, calls._decoder_logmath(handle), 1, end + 1),
  );
  const ids = new Map<string, number>();
  arcs.forEach((out, from) => {
    for (const [word, to] of out) {
      const id = ids.get(word) ?? withText(word, (address) => calls._fsg_model_word_add(fsg, address));
      ids.set(word, id);
      calls._fsg_model_trans_add(fsg, from, to, WORD_COST, id);
    }
    if (accepting[from]) calls._fsg_model_null_trans_add(fsg, from, end, 0);
  });
  calls._fsg_set_states(fsg, 0, end);
  if (calls._decoder_set_fsg(handle, fsg) < 0)
    throw new Error("the grammar has a word without a pronunciation");
}

/** Compiled grammars, least recently used first: hotels and dialogue states come back. */
const compiled = new Map<string, Automaton>();
const MAX_COMPILED = 64;
let current = "";

function useGrammar(rules: string, words: readonly string[]): void {
  if (rules === current) return;
  const automaton = compiled.get(rules) ?? compileGrammar(rules, "turn");
  compiled.delete(rules);
  compiled.set(rules, automaton);
  const [oldest] = compiled.keys();
  if (compiled.size > MAX_COMPILED && oldest !== undefined) compiled.delete(oldest);
  learn(words);
  current = "";
  setAutomaton(automaton);
  current = rules;
}

interface Segment {
  t: string;
  b: number;
  d: number;
  p: number;
}

const isWord = ({ t }: Segment): boolean => !t.startsWith("<") && !t.startsWith("(") && !t.startsWith("[");

function spokenWords(segments: readonly Segment[]): AsrWord[] {
  return segments.filter(isWord).map(({ t, b, d, p }) => ({
    text: t.replace(/\(\d+\)$/, ""),
    startMs: Math.max(0, Math.round(b * 1_000) - PAD_MS),
    endMs: Math.max(0, Math.round((b + d) * 1_000) - PAD_MS),
    confidence: p,
  }));
}

/** Duration-weighted geometric mean of the words' acoustic posteriors. */
function meanFit(words: readonly AsrWord[]): number {
  let weight = 0;
  let sum = 0;
  for (const { startMs, endMs, confidence } of words) {
    const duration = Math.max(10, endMs - startMs);
    weight += duration;
    sum += duration * Math.log(Math.max(1e-6, confidence));
  }
  return weight === 0 ? 0 : Math.exp(sum / weight);
}

serve<DecodeJob, Decoded>(async ({ pcm, rules, words, partial }) => {
  const began = performance.now();
  useGrammar(rules, words);
  // Each turn starts from the model's own cepstral mean: nothing of another caller's voice carries over.
  await decoder.reinitialize_audio();
  decoder.start();
  decoder.process_audio(prepare(pcm), false, pcm.length > LONG_SAMPLES);
  const early = partial ? decoder.get_text() : "";
  decoder.stop();
  const heard = spokenWords((decoder.get_alignment().w ?? []) as Segment[]);
  const tookMs = performance.now() - began;
  if (partial) return { ...nothing(tookMs), text: early.replace(/\(\d+\)/g, "").trim() };
  return { text: heard.map((word) => word.text).join(" "), fit: meanFit(heard), words: heard, tookMs };
});
