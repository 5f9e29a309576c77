import { z } from "zod";
import type { AsrEvent } from "./port";
import { primaryLanguage } from "./streaming/turn";

/** The reply of a transcription: `json` has the text only, `verbose_json` the rest. Times are seconds of the clip. */
export const Transcription = z.object({
  text: z.string(),
  language: z.string().optional(),
  words: z.array(z.object({ word: z.string(), start: z.number(), end: z.number() })).default([]),
  segments: z
    .array(
      z.object({
        text: z.string(),
        avg_logprob: z.number().default(0),
        no_speech_prob: z.number().default(0),
        start: z.number().default(0),
        end: z.number().default(0),
      }),
    )
    .default([]),
});
type Transcription = z.infer<typeof Transcription>;
type Segment = Transcription["segments"][number];

/** From here the model itself takes a segment for silence that it made words of (its reference decoder's bounds). */
const SILENT_PROBABILITY = 0.6;
const SILENT_LOGPROB = -1;
/** Where the reply tells no probability. */
const UNKNOWN_CONFIDENCE = 0.7;

/** The languages of the Whisper models ("Speech to text", supported languages). */
const CODES =
  "af ar az be bg bn bs ca cs cy da de el en es et fa fi fr gl he hi hr hu hy id is it ja kk kn ko lt lv mi mk mr ms ne nl no pl pt ro ru sk sl sr sv sw ta th tl tr uk ur vi zh".split(
    " ",
  );
const names = new Intl.DisplayNames("en", { type: "language" });
/** Where the model's name is not today's. */
const OLDER_NAMES = [
  ["bengali", "bn"],
  ["tagalog", "tl"],
  ["maori", "mi"],
] as const;
const CODE_OF = new Map<string | undefined, string>([
  ...CODES.map((code) => [names.of(code)?.toLowerCase(), code] as const),
  ...OLDER_NAMES,
]);

/** The reply names a language in English ("english"); compatible servers send its code. */
export const languageNamed = (name: string | undefined): string | undefined =>
  CODE_OF.get(name?.toLowerCase()) ?? (name && name.length <= 5 ? primaryLanguage(name) : undefined);

const isSpeech = ({ no_speech_prob, avg_logprob }: Segment): boolean =>
  no_speech_prob < SILENT_PROBABILITY || avg_logprob > SILENT_LOGPROB;

/** Mean probability of a token, weighed by the segments' lengths. */
function confidenceOf(segments: readonly Segment[]): number {
  const length = segments.reduce((sum, { text }) => sum + text.length, 0);
  if (length === 0) return UNKNOWN_CONFIDENCE;
  const sum = segments.reduce((all, { text, avg_logprob }) => all + text.length * Math.exp(avg_logprob), 0);
  return Math.max(0.01, Math.min(1, sum / length));
}

/** A reply as a final; `atMs` is where the clip starts in the stream. */
export function toFinal(reply: Transcription, atMs: number, language: string | undefined): AsrEvent {
  const speech = reply.segments.filter(isSpeech);
  const isWhole = speech.length === reply.segments.length;
  const text = (isWhole ? reply.text : speech.map((segment) => segment.text).join(" "))
    .replace(/\s+/g, " ")
    .trim();
  if (!text) return { type: "final", text: "", confidence: 0 };
  const confidence = confidenceOf(speech);
  const spoken = (start: number) =>
    isWhole || speech.some((segment) => start >= segment.start && start < segment.end);
  const words = reply.words
    .filter(({ start }) => spoken(start))
    .map(({ word, start, end }) => ({
      text: word,
      startMs: Math.round(atMs + 1_000 * start),
      endMs: Math.round(atMs + 1_000 * end),
      confidence,
    }));
  return {
    type: "final",
    text,
    confidence,
    ...(words.length > 0 ? { words } : {}),
    ...(language ? { language } : {}),
  };
}
