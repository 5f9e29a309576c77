import { SpeechError } from "../errors";
import type { Tts, TtsChunk, TtsRequest } from "./port";

/** A hotel's voices at one vendor, by language (`de`); the empty key is for every other language. */
export type ChosenVoices = Readonly<Record<string, string>>;

const primary = (tag: string): string => (tag.split("-")[0] ?? "").toLowerCase();

/**
 * The vendor with the voices a hotel has chosen, where it has chosen one for the language; else with the connection's own.
 * A voice the vendor refuses before its first sound is not asked for again in this call: the own one says the clause.
 */
export function withChosenVoices(
  own: Tts,
  chosen: ChosenVoices | undefined,
  make: (voice: string) => Tts,
): Tts {
  if (!chosen || Object.keys(chosen).length === 0) return own;
  const made = new Map<string, Tts>();
  const refused = new Set<string>();
  const voiceFor = (language: string): string | undefined => {
    const voice = chosen[primary(language)] ?? chosen[""];
    return voice !== undefined && !refused.has(voice) ? voice : undefined;
  };
  const ttsFor = (voice: string): Tts => {
    const known = made.get(voice) ?? make(voice);
    made.set(voice, known);
    return known;
  };
  const now = (language: string): Tts => {
    const voice = voiceFor(language);
    return voice === undefined ? own : ttsFor(voice);
  };

  async function* synthesize(request: TtsRequest, signal: AbortSignal): AsyncGenerator<TtsChunk> {
    const voice = voiceFor(request.language);
    if (voice === undefined) return yield* own.synthesize(request, signal);
    let heard = false;
    try {
      for await (const chunk of ttsFor(voice).synthesize(request, signal)) {
        heard = true;
        yield chunk;
      }
      return;
    } catch (error) {
      if (heard || signal.aborted || !(error instanceof SpeechError) || error.retryable) throw error;
      refused.add(voice);
    }
    yield* own.synthesize(request, signal);
  }

  return {
    name: own.name,
    voices: (language) => now(language).voices(language),
    prepare: (like) => now(like.language).prepare?.(like),
    synthesize,
    close: async () => {
      await Promise.all([own, ...made.values()].map((tts) => tts.close()));
    },
  };
}
