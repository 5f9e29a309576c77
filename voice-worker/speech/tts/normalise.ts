import { cardinal, digits, ordinal, year } from "./numbers";

/**
 * A last net before the voice. The brain already hands over spoken form; what still arrives written (digits,
 * money, abbreviations, addresses) is put into words, and what cannot be said is dropped.
 */

const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);

const CURRENCIES: Record<string, [one: string, many: string, cent: string]> = {
  $: ["dollar", "dollars", "cent"],
  USD: ["dollar", "dollars", "cent"],
  "€": ["euro", "euros", "cent"],
  EUR: ["euro", "euros", "cent"],
  "£": ["pound", "pounds", "penny"],
  GBP: ["pound", "pounds", "penny"],
  "৳": ["taka", "taka", "poisha"],
  BDT: ["taka", "taka", "poisha"],
  CHF: ["franc", "francs", "cent"],
};
const SYMBOLS = "\\$|€|£|৳|USD|EUR|GBP|BDT|CHF";
const AMOUNT = "(\\d{1,3}(?:,\\d{3})+|\\d{1,12})(?:\\.(\\d{2}))?";

const ABBREVIATIONS: [RegExp, string][] = [
  [/\bMr\./g, "Mister"],
  [/\bMrs\./g, "Missus"],
  [/\bMs\./g, "Miss"],
  [/\bDr\.(?= [A-Z])/g, "Doctor"],
  [/\bSt\.(?= [A-Z])/g, "Saint"],
  [/\b(St|Str)\./g, "Street"],
  [/\b(Ave|Av)\./g, "Avenue"],
  [/\bRd\./g, "Road"],
  [/\bNo\.(?= ?\d)/g, "number"],
  [/\bapprox\./gi, "approximately"],
  [/\be\.g\./gi, "for example"],
  [/\bi\.e\./gi, "that is"],
  [/\betc\./gi, "and so on"],
  [/\bincl\./gi, "including"],
  [/\bvs\.?(?= )/gi, "versus"],
  [/\ba\.?m\.(?=\s|$|[,;?!])/gi, "A M"],
  [/\bp\.?m\.(?=\s|$|[,;?!])/gi, "P M"],
  [/\b(\d{1,2}(?::\d{2})?) ?am\b/gi, "$1 A M"],
  [/\b(\d{1,2}(?::\d{2})?) ?pm\b/gi, "$1 P M"],
  [/\bWi-?Fi\b/gi, "why fye"],
  [/\bTV\b/g, "T V"],
];

const money = (symbol: string, whole: string, cents = "0"): string => {
  const [one, many, cent] = CURRENCIES[symbol] as [string, string, string];
  const units = Number(whole.replaceAll(",", ""));
  const minor = Number(cents);
  const centWord = minor === 1 ? cent : cent === "penny" ? "pence" : cent === "cent" ? "cents" : cent;
  const small = `${cardinal(minor)} ${centWord}`;
  if (units === 0 && minor > 0) return small;
  const big = `${cardinal(units)} ${units === 1 ? one : many}`;
  return minor > 0 ? `${big} and ${small}` : big;
};

const clock = (hours: string, minutes: string): string => {
  const hour = Number(hours);
  const minute = Number(minutes);
  const spoken =
    minute === 0
      ? hour > 12 || hour === 0
        ? "hundred"
        : ""
      : minute < 10
        ? `oh ${cardinal(minute)}`
        : cardinal(minute);
  return `${cardinal(hour)} ${spoken}`.trim();
};

const isoDate = (whole: string, y: string, m: string, d: string): string => {
  const month = MONTHS[Number(m) - 1];
  const day = Number(d);
  return month && day >= 1 && day <= 31 ? `${month} ${ordinal(day)}, ${year(Number(y))}` : whole;
};

/** `anna.keller+1@mail-house.example` → "anna dot keller plus one at mail dash house dot example". */
const address = (text: string): string =>
  text
    .replace(/^https?:\/\//i, "")
    .replace(/[/?#]+$/, "")
    .replace(/@/g, " at ")
    .replace(/\./g, " dot ")
    .replace(/_/g, " underscore ")
    .replace(/-/g, " dash ")
    .replace(/\+/g, " plus ")
    .replace(/\//g, " slash ")
    .replace(/\d+/g, (run) => ` ${digits(run)} `);

/** Numbers that are read digit by digit: phones, long codes, anything with a leading zero. */
const isCode = (run: string): boolean => run.length > 6 || (run.length > 1 && run.startsWith("0"));

const plainNumber = (whole: string, integer: string, fraction?: string): string => {
  const compact = integer.replaceAll(",", "");
  if (isCode(compact) && !integer.includes(","))
    return `${digits(compact)}${fraction ? ` point ${digits(fraction)}` : ""}`;
  if (compact.length > 15) return digits(whole);
  return `${cardinal(Number(compact))}${fraction ? ` point ${digits(fraction)}` : ""}`;
};

/** Letters without their accents, and the few that do not decompose. */
const toAscii = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/ß/g, "ss")
    .replace(/[øØ]/g, "o")
    .replace(/[æÆ]/g, "ae")
    .replace(/[łŁ]/g, "l")
    .replace(/[đð]/g, "d")
    .replace(/þ/g, "th")
    .replace(/[‘’‛′]/g, "'")
    .replace(/[“”„«»]/g, "")
    .replace(/[–—―]/g, ", ")
    .replace(/…/g, ". ");

/** English text as the voice can say it: plain ASCII words and punctuation, no digits, no markup. May be empty. */
export function normaliseForSpeech(text: string): string {
  let out = text.replace(/<[^<>]{0,200}>/g, " ").replace(/\p{Cc}+/gu, " ");
  out = out.replace(/\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g, address);
  out = out.replace(/\b(?:https?:\/\/|www\.)[^\s,;!?]{1,200}/gi, (url) => address(url.replace(/\.$/, "")));
  out = out.replace(/\b(\d{4})-(\d{2})-(\d{2})\b/g, isoDate);
  out = out.replace(
    /(\+?)\b(\d{1,4}(?:[ ()-]{1,3}\d{2,4}){2,5})\b/g,
    (_, plus, run) => `${plus ? "plus " : ""}${digits(run)}`,
  );
  for (const [pattern, words] of ABBREVIATIONS) out = out.replace(pattern, words);
  out = out.replace(new RegExp(`(${SYMBOLS}) ?${AMOUNT}`, "g"), (_, s, w, c) => money(s, w, c));
  out = out.replace(new RegExp(`\\b${AMOUNT} ?(${SYMBOLS})`, "g"), (_, w, c, s) => money(s, w, c));
  out = out.replace(/\b([01]?\d|2[0-3]):([0-5]\d)\b/g, (_, h, m) => clock(h, m));
  out = out.replace(/\b(\d{1,4})(?:st|nd|rd|th)\b/gi, (_, n) => ordinal(Number(n)));
  out = out
    .replace(/(\d)\s?%/g, "$1 percent")
    .replace(/°\s?C\b/g, " degrees")
    .replace(/°/g, " degrees");
  out = out
    .replace(/\+(?=\d)/g, " plus ")
    .replace(/\b(\d+)\s*[x×]\s*(?=\d)/g, "$1 by ")
    .replace(/&/g, " and ");
  out = out
    .replace(/#\s?(?=\d)/g, "number ")
    .replace(/\b24\/7\b/g, "24 7")
    .replace(/@/g, " at ");
  out = out.replace(/(\d)[-–](?=\d)/g, "$1 ").replace(/(\w)\s*\/\s*(?=\w)/g, "$1 or ");
  out = out.replace(/(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,20}))?/g, (w, i, f) => ` ${plainNumber(w, i, f)} `);
  out = toAscii(out).replace(/[^A-Za-z'.,;:?! -]+/g, " ");
  out = out
    .replace(/\s+([.,;:?!])/g, "$1")
    .replace(/([.,;:?!])[.,;:]+/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
  return /[A-Za-z]/.test(out) ? out.replace(/^[^A-Za-z']+/, "") : "";
}
