import { type Claim, checkSentence, type GateContext, type Ledger } from "@/server/brain/gate";
import type { BrainOutput, BrainReport } from "@/server/brain/port";
import type { Piece } from "./clauses";
import { ownWords } from "./own-words";
import { withoutFigures, withoutMarkup } from "./spoken";

export type Say = Extract<BrainOutput, { type: "say" }>;

/** Words of one turn; a read-back may be longer, and its question is always said. */
const MAX_WORDS = 30;
const MAX_READBACK_WORDS = 75;
const OFFERS =
  /\b(?:shall|should|may) i\b|\bwould you like\b|\bis that (?:right|correct)\b|\b(?:right|correct)\?$/i;

const count = (text: string): number => text.split(/\s+/).filter(Boolean).length;

export interface Withheld {
  text: string;
  claims: readonly Claim[];
}

/** Says the pieces of one turn: nothing passes that the gate does not back, and no more than a caller can take in. */
export class Mouth {
  readonly said: Say[] = [];
  withheld: Withheld | undefined;
  private held = "";
  private asked = false;
  private words = 0;

  constructor(
    private readonly ledger: Ledger,
    private readonly context: GateContext,
    /** Something is to be decided: an offer, a change. Its sentences are a read-back. */
    private readonly deciding: () => boolean,
    private readonly report: (report: BrainReport) => void,
  ) {}

  /** What of this piece is spoken now. A doubtful clause waits for the rest of its sentence. */
  take(piece: Piece): Say | undefined {
    if (this.withheld || this.asked) return undefined;
    const text = withoutMarkup(this.held ? `${this.held} ${piece.text}` : piece.text);
    this.held = "";
    if (!/[\p{L}\p{N}]/u.test(text)) return undefined;
    const verdict = checkSentence(text, this.ledger, this.context);
    if (verdict.ok) return this.say(verdict.text, verdict.facts);
    if (!piece.end) {
      this.held = text;
      return undefined;
    }
    for (const claim of verdict.claims) this.report({ type: "blocked_claim", claim: named(claim) });
    if (verdict.rewritten) return this.say(verdict.rewritten.text, verdict.rewritten.facts);
    this.withheld = { text, claims: verdict.claims };
    return undefined;
  }

  /** A sentence of our own or of a result, past the gate. */
  say(text: string, facts: readonly string[], kind?: Say["kind"]): Say | undefined {
    const clean = withoutFigures(text, this.context.language);
    const question = clean.endsWith("?");
    const readback = this.deciding() && (question ? OFFERS.test(clean) : facts.length > 0);
    const limit = readback || this.said.some((s) => s.kind === "readback") ? MAX_READBACK_WORDS : MAX_WORDS;
    if (this.words > 0 && this.words + count(clean) > limit + (question ? 12 : 0)) return undefined;
    this.words += count(clean);
    this.asked ||= question;
    const say: Say = {
      type: "say",
      text: clean,
      kind: kind ?? (readback ? "readback" : question ? "question" : "answer"),
      facts: [...facts],
    };
    this.said.push(say);
    return say;
  }

  /** After a correction the model may speak again. */
  retry(): void {
    this.withheld = undefined;
    this.held = "";
  }

  /** Everything said since there were `from` pieces, as one text. */
  textFrom(from: number): string {
    return this.said
      .slice(from)
      .map((say) => say.text)
      .join(" ");
  }
}

/** A claim for the log: who is in the house is never written there. */
const named = ({ kind, words }: Claim): string =>
  kind === "presence" ? kind : `${kind}: ${words.slice(0, 120)}`;

/** What the model is told when a sentence of its was withheld. */
export const correctionOf = ({ text, claims }: Withheld): string =>
  claims.some((claim) => claim.kind === "unread")
    ? `Your sentence "${text.slice(0, 300)}" was not spoken: it is in a language the line does not speak. Say it in the language of the call, or in English.`
    : `Your sentence "${text.slice(0, 300)}" was not spoken: no result of this call backs ${claims
        .map((claim) => `"${claim.words.slice(0, 80)}"`)
        .join(
          ", ",
        )}. Call the tool that tells it, or say that you do not know. Do not repeat what was said before it.`;

/** The last resort, after a second unbacked sentence. */
export function safeSentence({ claims }: Withheld, language: string): string {
  const said = ownWords(language);
  if (claims.some((c) => c.kind === "presence")) return said.presence;
  if (claims.some((c) => c.kind === "emergency")) return said.place;
  return claims.some((c) => c.kind === "done") ? said.notDone : said.unknown;
}
