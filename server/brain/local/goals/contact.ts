import { askedEmail, askedName, askedPhone, type Next, wordForLetter } from "@/server/brain/capture";
import type { Turn } from "../dialogue/turn";
import { emailVerdict, fillEmail, fillName, fillPhone, fillSign, nameVerdict, phoneVerdict } from "./heard";
import { offerPerson } from "./transfer";

const lastThree = (phone: string): string => phone.replace(/\D/g, "").slice(-3);
export const phoneEnding = (t: Turn, phone: string): string => t.spoken.digits(lastThree(phone));

/** Takes name, phone and e-mail from the utterance, whether asked for or volunteered. */
export function fillContact(t: Turn): void {
  const { state, u } = t;
  const field = state.pending?.field;
  if (fillSign(t)) return;
  fillEmail(t);
  const asksName = /^(?:name|nameSign|surname|spell|first)$/.test(field ?? "");
  if (!fillName(t, asksName) && asksName && u.text !== "") state.nameMisses += 1;
  fillPhone(t, field);
}

/** A letter as the line says it: "M as in Mike". */
function signWords(t: Turn, sign: string): string {
  if (/\d/.test(sign)) return t.spoken.number(Number(sign));
  const word = wordForLetter(sign, t.state.language);
  return word ? t.phrase("letterAs", { letter: sign.toUpperCase(), word }) : sign.toUpperCase();
}

/** Asks about the one sign that is doubtful. */
export function askSign(t: Turn, field: string, of: string, next: Extract<Next, { kind: "sign" }>): void {
  const [a, b] = next.options;
  t.state.sign = { of, at: next.at, options: [...next.options] };
  // A letter is told by its word; a digit by what stands before it.
  const digits = /\d/.test(a) ? next.before.slice(-3) : "";
  const before = t.spoken.digits(digits);
  const words = { a: signWords(t, a), b: signWords(t, b), before };
  t.ask(field, t.phrase(before ? "askSignAfter" : "askSign", words), {
    kind: "choice",
    options: [words.a, words.b],
  });
}

/** Has a doubtful surname spelled, asks about one letter of it, or reads back what was spelled. True when it asked. */
export function askNameDoubt(t: Turn): boolean {
  const { state } = t;
  const { name } = state.said;
  if (!name || !state.last) return false;
  const { next } = nameVerdict(t);
  if (next.kind === "spell") {
    state.said.name = askedName(name, "spell");
    t.ask("spell", t.phrase("askSpell"), { kind: "name", candidates: candidatesOf(t), spelled: true });
    return true;
  }
  if (next.kind === "sign") {
    state.said.name = askedName(name, "letter");
    askSign(t, "nameSign", state.last, next);
    return true;
  }
  if (name.spelled.length > 0 && state.spelledBack !== state.last) {
    state.spelledBack = state.last;
    t.say(
      t.phrase("spelledBack", {
        letters: [...state.last.toUpperCase()].filter((c) => /\p{L}/u.test(c)).join(", "),
      }),
    );
  }
  return false;
}

function askEmailDoubt(t: Turn): boolean {
  const { said } = t.state;
  if (!said.email || !t.state.email || t.guest?.source !== "speech") return false;
  const { next } = emailVerdict(t);
  if (next.kind === "spell") {
    said.email = askedEmail(said.email, "spell");
    t.ask("emailSpell", t.phrase("askEmailSpell"), { kind: "text" });
    return true;
  }
  if (next.kind !== "sign") return false;
  said.email = askedEmail(said.email, "letter");
  askSign(t, "emailSign", t.state.email, next);
  return true;
}

function askPhoneDoubt(t: Turn): boolean {
  const { said } = t.state;
  if (!said.phone) return false;
  const { next } = phoneVerdict(t);
  if (next.kind !== "sign") return false;
  said.phone = askedPhone(said.phone);
  askSign(t, "phoneSign", "", next);
  return true;
}

/** Asks for what is missing of name and phone. False when both are there or given up on. */
export function askContact(t: Turn): boolean {
  const { state, opening } = t;
  const goal = t.goal;
  const noName = goal?.kind === "booking" && goal.noName;
  if (!state.last && !noName) {
    if (state.nameMisses >= 2 && goal?.kind === "booking") goal.noName = true;
    else if (state.first) {
      t.ask("surname", t.phrase("askSurnameOnly"), { kind: "name", candidates: opening.names });
      return true;
    } else {
      const spell = state.nameMisses > 0;
      if (spell) t.say(t.phrase("notCaught"));
      t.ask(spell ? "spell" : "name", t.phrase(spell ? "askSpell" : "askName"), {
        kind: "name",
        candidates: candidatesOf(t),
      });
      return true;
    }
  }
  return askNameDoubt(t) || askEmailDoubt(t) || askPhone(t) || askPhoneDoubt(t);
}

function askPhone(t: Turn): boolean {
  const { state, opening } = t;
  const goal = t.goal;
  const digits = (min: number) => ({ kind: "digits", purpose: "phone", min, max: 15 }) as const;
  if (!state.phone) {
    const partial = goal?.kind === "booking" ? goal.partialDigits : "";
    const field = state.pending?.field;
    if (partial) t.ask("phoneMore", t.phrase("phoneMore", { digits: t.spoken.digits(partial) }), digits(3));
    else if (opening.caller.number && field !== "phoneHint" && field !== "phone")
      t.ask("phoneHint", t.phrase("askPhoneHint", { digits: phoneEnding(t, opening.caller.number) }), {
        kind: "yes_no",
      });
    else if (field === "phone" && (state.pending?.asked ?? 0) >= 2) {
      t.say(t.phrase("needPhone"));
      offerPerson(t, "The caller would like to book without giving a phone number.");
    } else t.ask("phone", t.phrase("askPhone"), digits(6));
    return true;
  }
  if (state.phoneChecked === false) {
    state.phoneDoubted = true;
    delete state.phoneChecked;
    t.ask("phone", t.phrase("phoneDoubt"), digits(6));
    return true;
  }
  return false;
}

const candidatesOf = ({ opening }: Turn): string[] =>
  [...(opening.caller.guest ? [opening.caller.guest.last] : []), ...opening.names].slice(0, 40);
