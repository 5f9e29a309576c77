import type { Pronunciation } from "@/server/line/contract";
import type { SpokenWord, Tts } from "./port";

/** A stretch of a clause: said as written, or in another way. */
export interface Said {
  written: string;
  /** Another spelling; absent where it is said as written. */
  say?: string;
  /** A transcription in the International Phonetic Alphabet, written between slashes in the dictionary. */
  ipa?: string;
}

const IPA = /^\/(.+)\/$/u;
const special = /[.*+?^${}()|[\]\\]/g;
/** A word's edge in any script; `\b` only knows ASCII. */
const BEFORE = "(?<![\\p{L}\\p{M}\\p{N}])";
const AFTER = "(?![\\p{L}\\p{M}\\p{N}])";

/** Finds a hotel's words in clauses: whole words, whatever their case, the longest entry first. */
export class Dictionary {
  private readonly pattern: RegExp | undefined;
  private readonly entries = new Map<string, string>();

  constructor(list: readonly Pronunciation[]) {
    const clean = list.map(({ word, say }) => ({ word: word.trim(), say: say.trim() }));
    const usable = clean.filter(({ word, say }) => word !== "" && say !== "");
    for (const { word, say } of usable) this.entries.set(word.toLowerCase(), say);
    if (usable.length === 0) return;
    const words = usable.map(({ word }) => word).sort((a, b) => b.length - a.length);
    const any = words.map((word) => word.replace(special, "\\$&")).join("|");
    this.pattern = new RegExp(`${BEFORE}(?:${any})${AFTER}`, "giu");
  }

  get empty(): boolean {
    return this.pattern === undefined;
  }

  /** The clause in stretches; joined, what is written is the clause again. */
  split(text: string): Said[] {
    if (!this.pattern) return text ? [{ written: text }] : [];
    const out: Said[] = [];
    let at = 0;
    for (const match of text.matchAll(this.pattern)) {
      const say = this.entries.get(match[0].toLowerCase());
      if (say === undefined) continue;
      if (match.index > at) out.push({ written: text.slice(at, match.index) });
      const ipa = IPA.exec(say)?.[1];
      out.push(ipa === undefined ? { written: match[0], say } : { written: match[0], ipa });
      at = match.index + match[0].length;
    }
    if (at < text.length) out.push({ written: text.slice(at) });
    return out;
  }
}

const wordsOf = (text: string): string[] => text.split(/\s+/).filter(Boolean);

/** For each word that is said, the place of the written word it belongs to. */
function belongings(stretches: readonly Said[]): { spoken: string; places: number[]; written: string[] } {
  let spoken = "";
  let written = "";
  const places: number[] = [];
  for (const { written: part, say } of stretches) {
    const from = spoken.length;
    spoken += say ?? part;
    const joined = from > 0 && !/\s$/.test(spoken.slice(0, from)) && !/^\s/.test(spoken.slice(from));
    const firstPlace = joined ? wordsOf(written).length - 1 : wordsOf(written).length;
    const fresh = wordsOf(spoken).length - places.length;
    written += part;
    const last = Math.max(firstPlace, wordsOf(written).length - 1);
    for (let n = 0; n < fresh; n++) {
      const place = say === undefined ? firstPlace + n + (joined ? 1 : 0) : firstPlace + n;
      places.push(Math.min(last, place));
    }
  }
  return { spoken, places, written: wordsOf(written) };
}

/** Turns the times of words as said into times of the words as written, each told once. */
class WordMap {
  private place = 0;
  private told = -1;

  constructor(
    private readonly places: readonly number[],
    private readonly written: readonly string[],
  ) {}

  take(words: readonly SpokenWord[] | undefined): SpokenWord[] | undefined {
    return words?.flatMap((word) => {
      const at = this.places[this.place++];
      const text = at === undefined ? undefined : this.written[at];
      if (at === undefined || text === undefined || at <= this.told) return [];
      this.told = at;
      return [{ ...word, text }];
    });
  }
}

/** A voice without markup: the hotel's words are replaced by how they are written to be said right. */
export function pronounced(tts: Tts, dictionary: Dictionary): Tts {
  if (dictionary.empty) return tts;
  return {
    get name() {
      return tts.name;
    },
    voices: (language) => tts.voices(language),
    ...(tts.prepare ? { prepare: tts.prepare.bind(tts) } : {}),
    async *synthesize(request, signal) {
      const { spoken, places, written } = belongings(dictionary.split(request.text));
      const map = new WordMap(places, written);
      for await (const chunk of tts.synthesize({ ...request, text: spoken }, signal))
        yield chunk.words ? { ...chunk, words: map.take(chunk.words) } : chunk;
    },
    close: () => tts.close(),
  };
}
