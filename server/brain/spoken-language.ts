import { sameLanguage } from "@/server/kernel/in-language";
import type { CallOpening } from "@/server/line/contract";
import type { Expectation, GuestTurn } from "./port";

/** Another language than the call's in which the guest's last turns were heard. */
export interface LanguageDrift {
  language: string;
  /** Turns in a row. */
  turns: number;
  /** The turn counted last: read twice, it counts once. */
  turnId: string;
}

/** From so many words a single turn is enough; below two it says nothing: "ciao" is no Italian. */
const ENOUGH_WORDS = 5;
const LEAST_WORDS = 2;
/** Confidence of the recogniser: of a turn that alone changes the call, and of one that counts at all. */
const SURE = 0.7;
const FAIR = 0.5;
/** Turns in a row of fewer words. */
const TURNS = 2;
/** A name or a number sounds alike in every language, and a message may be for somebody who speaks another. */
const TELLS_NOTHING: ReadonlySet<Expectation["kind"]> = new Set(["name", "digits", "text"]);

interface Heard {
  language: string;
  drift?: LanguageDrift | undefined;
}

/**
 * What the ears have found of the language a guest speaks: `change` names the hotel's language to go on in, once it is
 * sure; until then `drift` is to be kept for the next turn. One word, a name or a number changes nothing.
 */
export function languageHeard(
  { languages }: Pick<CallOpening, "languages">,
  { language, drift }: Heard,
  turn: GuestTurn,
  expected: Expectation,
): { change?: string; drift?: LanguageDrift | undefined } {
  if (turn.source !== "speech" || !turn.language || turn.id === drift?.turnId) return { drift };
  const words = turn.text.match(/[\p{L}\p{M}]{2,}/gu)?.length ?? 0;
  if (words < LEAST_WORDS || turn.confidence < FAIR || TELLS_NOTHING.has(expected.kind)) return { drift };
  const heard = turn.language;
  if (sameLanguage(heard, language)) return {};
  const offered = languages.find((each) => sameLanguage(each, heard));
  if (!offered) return {};
  if (words >= ENOUGH_WORDS && turn.confidence >= SURE) return { change: offered };
  const turns = drift && sameLanguage(drift.language, offered) ? drift.turns + 1 : 1;
  if (turns >= TURNS) return { change: offered };
  return { drift: { language: offered, turns, turnId: turn.id } };
}
