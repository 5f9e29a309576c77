import { readDigits } from "./digits";

/** Numbers that are never taken by voice: of a payment card, or of a document. */
export type Secret = "card" | "document";

const CARD =
  /\b(?:credit|debit|card number|my card|the card|card is|visa|master ?card|amex|american express|maestro)\b/;
const SECURITY = /\b(?:security code|cvv|cvc|card code|expir(?:y|es|ation)|valid (?:until|thru|through))\b/;
const DOCUMENT =
  /\b(?:passport|identity card|id card|id number|tax (?:id|number)|social security|driving licen[cs]e|insurance number)\b/;
/** At the first so many digits the caller is stopped. */
const STOP_AT = 8;

const passesLuhn = (digits: string): boolean => {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const n = Number(digits[digits.length - 1 - i]) * (i % 2 ? 2 : 1);
    sum += n > 9 ? n - 9 : n;
  }
  return sum % 10 === 0;
};

/**
 * Somebody reads out a card or a document, in normalised, digitised text: eight or more digits with a word for it, the
 * rest of a card that was stopped in the turn before, groups of four where no phone number is expected, or thirteen
 * to nineteen digits with a card's check digit.
 */
export function readSecret(
  text: string,
  asked: { card?: boolean; digits?: boolean } = {},
): Secret | undefined {
  const digits = readDigits(text).replace(/\D/g, "");
  const count = text.replace(/\D/g, "").length;
  const lastFour = /\blast (?:4|four)\b/.test(text);
  const phone = /\b(?:phone|mobile|cell|number is 0|call me|reach me)\b/.test(text);
  if (DOCUMENT.test(text) && /\b(?=[a-z\d]*\d)[a-z\d]{5,}\b|\d(?: ?\d){4,}/.test(text)) return "document";
  if (SECURITY.test(text) && count >= 3) return "card";
  if (CARD.test(text) && count >= STOP_AT && !lastFour) return "card";
  const looksPhone = asked.digits && (digits.startsWith("0") || !/^(?:\d{4} ?)+$/.test(text.trim()));
  if (asked.card && !phone && !looksPhone && digits.length >= 4) return "card";
  if (digits.length >= 13 && digits.length <= 19 && passesLuhn(digits)) return "card";
  const groups = /\b(?:[3-6]\d{3}) \d{4}\b/.test(text);
  return groups && !asked.digits && !phone && !/\bnumber\b/.test(text) ? "card" : undefined;
}
