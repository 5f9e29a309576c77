import type { Turn } from "../dialogue/turn";
import { readDigits, readPhone } from "../nlu/digits";
import { readName } from "../nlu/names";
import { readSpelling } from "@/server/brain/capture/spelling";
import { offerPerson } from "./transfer";

const lastThree = (phone: string): string => phone.replace(/\D/g, "").slice(-3);
export const phoneEnding = (t: Turn, phone: string): string => t.spoken.digits(lastThree(phone));

/** Weekdays and ordinals: what a weak ear makes of a spelled surname. Nobody is called "July Eighth". */
const CALENDAR =
  /\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w+teenth|twentieth|thirtieth)\b/i;

/** Takes name, phone and e-mail from the utterance, whether asked for or volunteered. */
export function fillContact(t: Turn): void {
  const { state, u, opening } = t;
  const field = state.pending?.field;
  if (u.email) state.email = u.email;
  const asksName = field === "name" || field === "surname" || field === "spell" || field === "first";
  if (field === "nameHint") {
    const hint = opening.caller.guest;
    if (u.answer === "yes" && hint) Object.assign(state, { first: hint.first, last: hint.last });
  }
  const candidates = [...(opening.caller.guest ? [opening.caller.guest.last] : []), ...opening.names];
  const raw = u.email
    ? u.raw.replace(/[, ]*(?:\band )?(?:\b(?:my|the) )?\b(?:e-?mail|mail)\b.*$|\S+@\S+/gi, "").trim()
    : u.raw;
  const couldBeName =
    asksName && raw !== "" && u.answer !== "hedge" && !/\d/.test(raw) && !CALENDAR.test(raw);
  const name = readName(
    raw,
    u.email ? raw.toLowerCase() : u.text,
    couldBeName || (field === "nameHint" && u.answer !== "yes"),
    candidates,
  );
  if (
    name &&
    !(field === "nameHint" && u.answer === "yes") &&
    (couldBeName ||
      field === "nameHint" ||
      field === "nameFix" ||
      !state.last ||
      name.spelled ||
      (name.first && name.last))
  ) {
    if (name.last) state.last = name.last;
    if (name.first) state.first = name.first;
    else if (name.last && asksName && field !== "spell") delete state.first;
    if (name.spelled) state.spelled = true;
  } else if (field === "spell") {
    const letters = readSpelling(u.text, 2);
    if (letters)
      Object.assign(state, { last: letters.letters.replace(/^./, (c) => c.toUpperCase()), spelled: true });
  }
  if (asksName && !name && raw) state.nameMisses += 1;
  fillPhone(t, field);
}

function fillPhone(t: Turn, field: string | undefined): void {
  const { state, u, opening } = t;
  const asked = field === "phone" || field === "phoneMore" || field === "phoneHint";
  if (field === "phoneHint" && u.answer === "yes" && opening.caller.number) {
    Object.assign(state, { phone: opening.caller.number, phoneChecked: true });
    return;
  }
  const labelled = asked || /\b(?:phone|number|mobile|cell|call me|reach me)\b/.test(u.text);
  if (!labelled || u.card) return;
  const goal = t.goal;
  const partial = goal?.kind === "booking" && field === "phoneMore" ? goal.partialDigits : "";
  const digits = readDigits(u.text);
  const phone = readPhone(partial ? `${partial} ${digits}` : u.text, opening.hotel.country);
  if (phone) {
    // Doubted once is enough: the second time it is stored as said.
    const again = state.phoneDoubted === true;
    Object.assign(state, { phone: phone.number, phoneChecked: phone.checked || again });
    if (goal?.kind === "booking") goal.partialDigits = "";
  } else if (asked && digits.length >= 2 && goal?.kind === "booking") goal.partialDigits = partial + digits;
}

/** Asks for what is missing of name and phone. False when both are there or given up on. */
export function askContact(t: Turn): boolean {
  const { state, opening, u } = t;
  const goal = t.goal;
  const noName = goal?.kind === "booking" && goal.noName;
  if (!state.last && !noName) {
    if (state.nameMisses >= 2 && goal?.kind === "booking") goal.noName = true;
    else if (state.first) {
      t.ask("surname", t.phrase("askSurnameOnly"), { kind: "name", candidates: opening.names });
      return true;
    } else if (
      opening.caller.guest &&
      state.pending?.field !== "nameHint" &&
      state.nameMisses === 0 &&
      u.answer !== "no"
    ) {
      const { first, last } = opening.caller.guest;
      t.ask("nameHint", t.phrase("askNameHint", { name: `${first} ${last}` }), { kind: "yes_no" });
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
  if (!state.phone) {
    const partial = goal?.kind === "booking" ? goal.partialDigits : "";
    if (partial)
      t.ask("phoneMore", t.phrase("phoneMore", { digits: t.spoken.digits(partial) }), {
        kind: "digits",
        purpose: "phone",
        min: 3,
        max: 15,
      });
    else if (
      opening.caller.number &&
      state.pending?.field !== "phoneHint" &&
      !(state.pending?.field === "phone")
    ) {
      t.ask("phoneHint", t.phrase("askPhoneHint", { digits: phoneEnding(t, opening.caller.number) }), {
        kind: "yes_no",
      });
    } else if (state.pending?.field === "phone" && state.pending.asked >= 2) {
      t.say(t.phrase("needPhone"));
      offerPerson(t, "The caller would like to book without giving a phone number.");
    } else t.ask("phone", t.phrase("askPhone"), { kind: "digits", purpose: "phone", min: 6, max: 15 });
    return true;
  }
  if (state.phoneChecked === false) {
    state.phoneDoubted = true;
    delete state.phoneChecked;
    t.ask("phone", t.phrase("phoneDoubt"), { kind: "digits", purpose: "phone", min: 6, max: 15 });
    return true;
  }
  return false;
}

const candidatesOf = ({ opening }: Turn): string[] =>
  [...(opening.caller.guest ? [opening.caller.guest.last] : []), ...opening.names].slice(0, 40);
