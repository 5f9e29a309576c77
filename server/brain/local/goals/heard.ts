import {
  confidenceOf,
  type EmailReading,
  hearDigit,
  hearEmail,
  hearEmailLetter,
  hearLetter,
  hearName,
  hearPhone,
  judgeEmail,
  judgeName,
  judgePhone,
  type NameReading,
  newEmail,
  newName,
  newPhone,
  readingsOf,
  readLetter,
  readSpelling,
} from "@/server/brain/capture";
import type { Turn } from "../dialogue/turn";
import { readDigits } from "../nlu/digits";
import { readEmail } from "../nlu/email";
import { readName, titleCase } from "../nlu/names";
import { digitise } from "../nlu/numbers";
import { normalise } from "../nlu/text";
import { inEnglish } from "../nlu/understand";

interface Reading {
  text: string;
  /** For a name. */
  named: { raw: string; text: string };
  weight: number;
}
/** The guest's turn in all its readings, normalised like `u.text`; the first is what was understood. */
export function readings(t: Turn): Reading[] {
  const { guest, u, state } = t;
  if (!guest) return [];
  return readingsOf(guest).map(([raw, weight], n) => {
    if (n === 0) return { text: u.text, named: u.named, weight };
    const { said, named } = inEnglish(raw, state.language, guest.source);
    const text = digitise(normalise(said));
    return { text, named: { raw: named, text: digitise(normalise(named)) }, weight };
  });
}

const sureness = (t: Turn): number => (t.guest ? confidenceOf(t.guest) : 1);
/** "No, …", "sorry, …": the value said before is wrong. */
const takesBack = (t: Turn): boolean =>
  t.u.answer === "no" ||
  /^(?:no|sorry|actually|wait)\b|\b(?:i mean|not right|is wrong|correction)\b/.test(t.u.text);

/** The address without its mail part, where a name and an address come in one breath. */
const withoutEmail = (raw: string): string =>
  raw.replace(/[, ]*(?:\band )?(?:\b(?:my|the) )?\b(?:e-?mail|mail)\b.*$|\S+@\S+/gi, "").trim();

/** A typed name is written as it is; only what was heard may be written like the caller's record. */
const nameKnowledge = ({ opening, guest }: Turn) => ({
  ...(opening.caller.guest && guest?.source === "speech" ? { hint: opening.caller.guest.last } : {}),
  records: opening.names,
});

/** The caller's surname as far as known, and what is still doubtful about it. */
export const nameVerdict = (t: Turn) => judgeName(t.state.said.name ?? newName(), nameKnowledge(t));

/** A surname from every reading of the turn; true when one was heard. `asked` lets a bare name count. */
export function fillName(t: Turn, asked: boolean): boolean {
  const { state, u } = t;
  const field = state.pending?.field;
  const all = readings(t).map(({ named: { raw, text }, weight }) => {
    const plain = u.email ? withoutEmail(raw) : raw;
    const words = u.email ? plain.toLowerCase() : text;
    const bare = asked && plain !== "" && u.answer !== "hedge" && !/\d/.test(plain);
    const name = readName(plain, words, bare, t.opening.names);
    const spelling =
      name?.spelled || field === "spell" ? readSpelling(words, field === "spell" ? 2 : 3) : undefined;
    return { name, spelling, weight };
  });
  const [main] = all;
  if (!main || (!main.name && !main.spelling)) return false;
  const { name, spelling } = main;
  const isOther = !asked && state.last !== undefined && !name?.spelled && !(name?.first && name.last);
  if (isOther) return false;
  if (name?.first) state.first = name.first;
  else if (name?.last && asked && field !== "spell" && field !== "surname") delete state.first;
  if (!name?.last && !spelling) return true;
  const heard = all.flatMap(({ name: one, spelling: run, weight }): NameReading[] => [
    {
      ...(one?.last && !one.spelled ? { surname: one.last } : {}),
      ...(run ? { signs: run.signs } : {}),
      weight,
    },
  ]);
  const before = field === "spell" || field === "nameSign" ? state.said.name : undefined;
  state.said.name = hearName(before ?? newName(), heard, sureness(t), takesBack(t));
  takeName(t, name?.last);
  return true;
}

/** Puts the likeliest surname into the memory, written as the guest wrote it where that is the same name. */
function takeName(t: Turn, written?: string): void {
  const { state } = t;
  const { value } = nameVerdict(t);
  if (!value) return;
  state.last = written?.toLowerCase() === value.toLowerCase() ? written : titleCase(value);
  if (state.said.name?.spelled.length) state.spelled = true;
}

/** The answer to a question about one letter or digit; a whole new spelling counts as one too. */
export function fillSign(t: Turn): boolean {
  const { state, u } = t;
  const { sign, said } = state;
  const field = state.pending?.field;
  if (!sign || !field?.endsWith("Sign")) return false;
  if (field === "phoneSign" && said.phone) {
    const digits = readDigits(u.text).replace(/\D/g, "");
    if (digits.length > 1) return false;
    const char = digits || readLetter(u.text, sign.options)?.char;
    if (!char) return false;
    said.phone = hearDigit(said.phone, sign.at, char);
    takePhone(t);
  } else {
    if ((readSpelling(u.named.text, 3)?.letters.length ?? 0) >= Math.min(3, sign.of.length)) return false;
    const char = readLetter(u.named.text, sign.options)?.char;
    if (!char) return false;
    if (field === "nameSign" && said.name) {
      said.name = hearLetter(said.name, sign.of, sign.at, char);
      takeName(t);
    }
    if (field === "emailSign" && said.email) {
      said.email = hearEmailLetter(said.email, sign.at, char);
      takeEmail(t);
    }
  }
  delete state.sign;
  return true;
}

export const phoneVerdict = (t: Turn) => {
  const { number } = t.opening.caller;
  return judgePhone(t.state.said.phone ?? newPhone(), {
    country: t.opening.hotel.country,
    ...(number ? { caller: number } : {}),
  });
};

function takePhone(t: Turn): void {
  const { state } = t;
  const goal = t.goal;
  const verdict = phoneVerdict(t);
  if (!verdict.value) return;
  // Doubted once is enough: the second time it is stored as said.
  const again = state.phoneDoubted === true;
  Object.assign(state, { phone: verdict.value, phoneChecked: verdict.checked || again });
  if (goal?.kind === "booking") goal.partialDigits = "";
}

/** A number from every reading of the turn, whole or the next part of one. */
export function fillPhone(t: Turn, field: string | undefined): void {
  const { state, u, opening } = t;
  const asked = /^(?:phone|phoneMore|phoneHint|phoneSign|emailSpell)$/.test(field ?? "");
  if (field === "phoneHint" && u.answer === "yes" && opening.caller.number) {
    Object.assign(state, { phone: opening.caller.number, phoneChecked: true });
    return;
  }
  if ((!asked && !/\b(?:phone|number|mobile|cell|call me|reach me)\b/.test(u.text)) || u.secret) return;
  const heard = readings(t).map(({ text, weight }) => ({ digits: readDigits(text), weight }));
  const count = heard[0]?.digits.replace(/\D/g, "").length ?? 0;
  const goal = t.goal;
  const continues = field === "phoneMore" && state.said.phone !== undefined;
  if (count === 0 || (!continues && count < 6 && !(asked && count >= 2 && goal?.kind === "booking"))) return;
  const repeats = state.phoneDoubted === true && field === "phone";
  state.said.phone = hearPhone(continues || repeats ? (state.said.phone ?? newPhone()) : newPhone(), heard, {
    confidence: sureness(t),
    sure: t.guest?.source !== "speech",
    continues,
  });
  const { next } = phoneVerdict(t);
  if (next.kind === "more" && goal?.kind === "booking") goal.partialDigits = next.have;
  takePhone(t);
}

export const emailVerdict = (t: Turn) =>
  judgeEmail(t.state.said.email ?? newEmail(), {
    names: [t.state.first, t.state.last].filter((name): name is string => name !== undefined),
  });

function takeEmail(t: Turn): void {
  const { value } = emailVerdict(t);
  if (value) t.state.email = value;
}

/** An address from every reading of the turn, or the letters of its first part when those were asked for. */
export function fillEmail(t: Turn): void {
  const { state, u } = t;
  if (state.pending?.field === "emailSpell" && state.said.email && !u.email) {
    const spelled = readings(t).flatMap(({ named: { text }, weight }): EmailReading[] => {
      const run = readSpelling(text, 2, true);
      return run ? [{ local: run.letters, signs: run.signs, domain: "", weight }] : [];
    });
    state.said.email = hearEmail(state.said.email, spelled, sureness(t));
    return takeEmail(t);
  }
  if (!u.email) return;
  const heard = readings(t).flatMap(({ text, weight }): EmailReading[] => {
    const [local, domain] = readEmail(text)?.split("@") ?? [];
    return local && domain ? [{ local, domain, weight }] : [];
  });
  state.said.email = hearEmail(newEmail(), heard, sureness(t));
  if (t.guest?.source === "speech") takeEmail(t);
  else state.email = u.email;
}
