import type { SpokenWord, Tts, TtsChunk, TtsRequest } from "./port";

interface Phrase {
  pcm: Int16Array;
  words: readonly SpokenWord[];
  at: number;
}

export interface PhraseCacheLimits {
  /** PCM of all phrases. */
  maxBytes?: number;
  /** Longer ones are hardly said twice, and hold what a guest said. */
  maxMs?: number;
  keepMs?: number;
}

/** What vendors synthesised before, kept in memory for a day at most; the least recently used go first. */
export class PhraseCache {
  private readonly phrases = new Map<string, Phrase>();
  private bytes = 0;

  constructor(
    private readonly now: () => number,
    private readonly limits: PhraseCacheLimits = {},
  ) {}

  get size(): { phrases: number; bytes: number } {
    return { phrases: this.phrases.size, bytes: this.bytes };
  }

  get(key: string): Phrase | undefined {
    const { keepMs = 24 * 60 * 60 * 1000 } = this.limits;
    const found = this.phrases.get(key);
    if (!found) return undefined;
    this.drop(key);
    if (this.now() - found.at >= keepMs) return undefined;
    this.keep(key, found);
    return found;
  }

  set(key: string, pcm: Int16Array, words: readonly SpokenWord[], sampleRate: number): void {
    const { maxBytes = 64 << 20, maxMs = 12_000 } = this.limits;
    if (pcm.length === 0 || (pcm.length / sampleRate) * 1000 > maxMs || pcm.byteLength > maxBytes) return;
    this.drop(key);
    this.keep(key, { pcm, words, at: this.now() });
    for (const oldest of this.phrases.keys()) {
      if (this.bytes <= maxBytes) break;
      this.drop(oldest);
    }
  }

  private keep(key: string, phrase: Phrase): void {
    this.phrases.set(key, phrase);
    this.bytes += phrase.pcm.byteLength;
  }

  private drop(key: string): void {
    const found = this.phrases.get(key);
    if (!found) return;
    this.phrases.delete(key);
    this.bytes -= found.pcm.byteLength;
  }
}

const CHUNK_MS = 400;

/**
 * Says again from the cache what was said before. `identity` is all that changes the sound beside the request (vendor,
 * address, model, voice, style): tenants share a phrase only where everything is the same.
 */
export function cached(tts: Tts, cache: PhraseCache, identity: readonly (string | undefined)[]): Tts {
  const keyOf = ({ text, language, voice, sampleRate, pace }: TtsRequest) =>
    JSON.stringify([...identity, language, voice ?? null, sampleRate, pace ?? null, text]);
  return {
    get name() {
      return tts.name;
    },
    voices: (language) => tts.voices(language),
    ...(tts.prepare ? { prepare: tts.prepare.bind(tts) } : {}),
    async *synthesize(request, signal) {
      signal.throwIfAborted();
      const key = keyOf(request);
      const known = cache.get(key);
      if (known) {
        yield* pieces(known, request.sampleRate, signal);
        return;
      }
      const parts: Int16Array[] = [];
      const words: SpokenWord[] = [];
      for await (const chunk of tts.synthesize(request, signal)) {
        parts.push(chunk.pcm);
        if (chunk.words) words.push(...chunk.words);
        yield chunk;
      }
      cache.set(key, concat(parts), words, request.sampleRate);
    },
    close: () => tts.close(),
  };
}

function* pieces({ pcm, words }: Phrase, sampleRate: number, signal: AbortSignal): Generator<TtsChunk> {
  const step = (sampleRate * CHUNK_MS) / 1000;
  for (let at = 0; at < pcm.length; at += step) {
    signal.throwIfAborted();
    const [from, to] = [(at / sampleRate) * 1000, ((at + step) / sampleRate) * 1000];
    const within = words.filter(({ startMs }) => startMs >= from && startMs < to);
    yield { pcm: pcm.slice(at, at + step), ...(within.length > 0 ? { words: within } : {}) };
  }
  signal.throwIfAborted();
}

function concat(parts: readonly Int16Array[]): Int16Array {
  const all = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
