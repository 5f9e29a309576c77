import { createHash, timingSafeEqual } from "node:crypto";

/** Names are compared without case, accents, spaces, dashes and apostrophes. */
export const nameKey = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/ø/g, "o")
    .replace(/ß/g, "ss")
    .replace(/đ/g, "d")
    .replace(/ł/g, "l")
    .replace(/[^\p{L}\p{N}]/gu, "");

/**
 * Guests are shown surname first, as a desk looks them up. Null for a guest whose name nobody knows: one who booked by a
 * call in which the name was not understood.
 */
export const guestName = (guest: { first: string; last: string } | null | undefined): string | null =>
  [guest?.last, guest?.first].filter(Boolean).join(", ") || null;

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Whether two secrets are the same, in a time that tells nothing about where they differ. */
export const sameSecret = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

/** Whether two names are the same name. An empty name is nobody's. */
export const sameName = (a: string, b: string): boolean =>
  sameSecret(nameKey(a), nameKey(b)) && nameKey(a) !== "";

const SOUNDS: readonly [RegExp, string][] = [
  [/(ai|ay|ei|ey)/g, "ai"],
  [/(ph|v|w)/g, "f"],
  [/(ck|c|q|g)/g, "k"],
  [/(tz|z|x)/g, "s"],
  [/(dt|th|d)/g, "t"],
  [/b/g, "p"],
  [/m/g, "n"],
  [/h/g, ""],
  [/(ae|oe|ue|y|j)/g, "i"],
];

/** Names that a bad line makes alike: Meyer, Maier. Only ever a reason to ask again, never a match. */
export function soundAlike(a: string, b: string): boolean {
  const sound = (name: string) =>
    SOUNDS.reduce((text, [from, to]) => text.replace(from, to), nameKey(name)).replace(/(.)\1+/g, "$1");
  return nameKey(a) !== nameKey(b) && sound(a) === sound(b);
}

/** Letters of a code that are often misheard for one another, on their own line each. */
const CONFUSED = ["CDEGPTVZ3", "AHJK", "MN", "FX", "UQW2", "LR4"];

/** Whether a code as heard holds letters a phone line confuses: then asking for words helps. */
export const easilyMisheard = (code: string): boolean =>
  [...code.toUpperCase()].filter((sign) => CONFUSED.some((group) => group.includes(sign))).length >= 2;
