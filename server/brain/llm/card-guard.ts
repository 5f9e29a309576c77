import type { Sense } from "@/server/brain/local/adopt";
import type { BrainOutput, GuestTurn } from "@/server/brain/port";
import { digitsSaid, holdsCard, isReadingDigits } from "./cards";
import type { Say } from "./mouth";
import { ownWords } from "./own-words";
import type { LlmState } from "./state";

/** A card in one turn, or in groups over several. What was stored of the earlier groups goes. */
export function readsCard(state: LlmState, turn: GuestTurn, sense: Sense): boolean {
  const said = digitsSaid(turn.text);
  const reading = isReadingDigits(turn.text);
  state.digits = reading ? `${state.digits}${said}`.slice(-40) : "";
  if (!sense.secret && !holdsCard(said) && !holdsCard(state.digits)) {
    delete state.memory.card;
    return false;
  }
  state.digits = "";
  state.messages = state.messages.map((m) =>
    m.role === "guest" && isReadingDigits(m.text.replace(/<\/?caller>/g, ""))
      ? { ...m, text: "(digits)" }
      : m,
  );
  state.ledger.backings = state.ledger.backings.filter(
    (b) => b.source !== "guest" || !isReadingDigits(b.text),
  );
  return true;
}

/** What a model is told in the number's place. */
export const CARD_NOTE =
  "(The caller began to read a card number and was stopped. A card is paid with on the keypad, by get_payment and start_payment for a verified stay, or with a person, by transfer_call; nowhere else.)";

/** The same for a passport or another document. */
export const DOCUMENT_NOTE = "(The caller began to read the number of a document and was stopped.)";

/**
 * Stops the caller kindly and goes back to the open question; the number goes no further than this. For languages in
 * which the local brain has no words: there the model says how to pay.
 */
export function* stopCard(state: LlmState): Generator<BrainOutput> {
  const { pending, language } = state.memory;
  const text = ownWords(language).card;
  const said: Say[] = [
    { type: "say", text, kind: "answer", facts: [] },
    ...(pending && pending.field !== "open"
      ? [{ type: "say" as const, text: pending.again, kind: pending.kind, facts: pending.facts }]
      : []),
  ];
  state.messages.push({ role: "guest", text: CARD_NOTE });
  state.messages.push({ role: "line", text: said.map((say) => say.text).join(" ") });
  yield* said;
  state.memory.lastSaid = said.map(({ text: words, kind, facts }) => ({
    text: words,
    kind,
    facts: [...facts],
  }));
}
