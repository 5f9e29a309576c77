/** A piece of an answer; `end` is set on the last piece of its sentence. */
export interface Piece {
  text: string;
  end: boolean;
}

const ABBREVIATION =
  /(?:^|[\s(])(?:mr|mrs|ms|dr|prof|st|str|ave|no|nr|approx|incl|excl|etc|e\.g|i\.e|vs|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|a\.m|p\.m|[a-z])$/i;
/** Words before the first border at which a voice may begin. */
const FIRST_WORDS = 2;
/** A sentence longer than this is said in pieces. */
const LONG_WORDS = 26;

const words = (text: string): number => text.split(/\s+/).filter(Boolean).length;

/**
 * Cuts a stream of tokens where a speaker would breathe: the first piece at the first comma or sentence end, the rest
 * sentence by sentence. Decimals, thousands, times, abbreviations, initials and addresses stay whole.
 */
export class ClauseSplitter {
  private rest = "";
  private first = true;

  push(delta: string): Piece[] {
    this.rest += delta;
    const pieces: Piece[] = [];
    for (let cut = this.border(); cut; cut = this.border()) {
      const text = this.rest.slice(0, cut.at).trim();
      this.rest = this.rest.slice(cut.at);
      if (!text) continue;
      pieces.push({ text, end: cut.end });
      this.first = false;
    }
    return pieces;
  }

  /** What is left when the stream has ended. */
  flush(): Piece[] {
    const text = this.rest.trim();
    this.rest = "";
    return text ? [{ text, end: true }] : [];
  }

  private border(): { at: number; end: boolean } | undefined {
    for (let i = 0; i < this.rest.length; i++) {
      const sign = this.rest[i] as string;
      if (sign === "\n" && this.rest.slice(0, i).trim()) return { at: i + 1, end: true };
      if (!".!?…,;:।".includes(sign)) continue;
      const next = this.rest[i + 1];
      // Nothing has come after it yet: a full stop may turn out to be a decimal point or part of an address.
      if (next === undefined && (".:…".includes(sign) || /\d/.test(this.rest[i - 1] ?? ""))) return undefined;
      if (next !== undefined && !/[\s"'”’)]/.test(next)) continue;
      if (".!?…।".includes(sign)) {
        const before = this.rest.slice(0, i);
        if (sign === "." && ABBREVIATION.test(before)) continue;
        return { at: i + 1, end: true };
      }
      if (this.maySplit(i)) return { at: i + 1, end: false };
    }
    return undefined;
  }

  private maySplit(at: number): boolean {
    const count = words(this.rest.slice(0, at));
    return this.first ? count >= FIRST_WORDS : count >= LONG_WORDS;
  }
}
