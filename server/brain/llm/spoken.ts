import { mixedIn, spokenIn } from "@/server/kernel/spoken";

const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/```[\s\S]*?(?:```|$)/g, " "],
  [/\[([^\]]{1,200})\]\((?:[^)]{1,300})\)/g, "$1"],
  [/<\/?[a-z][^<>]{0,200}>/gi, " "],
  [/^\s*(?:[-*•–]|\d{1,2}[.)])\s+/gm, ""],
  [/^\s*#{1,6}\s+/gm, ""],
  [/(\*\*|__|\*|_|`|~~)(?=\S)(.+?)(?<=\S)\1/g, "$2"],
  [/\s*[–—]\s*|\s+-\s+/g, ", "],
  [/&/g, " and "],
  [/(\d)\s?%/g, "$1 percent"],
  [/\b24\/7\b/g, "around the clock"],
  [/(\p{L})\s?\/\s?(?=\p{L})/gu, "$1 or "],
  [/\p{Extended_Pictographic}\uFE0F?/gu, ""],
  [/[“”„«»"]/g, ""],
  [/[()[\]{}|\\^~#*_`•<>=+]/g, " "],
];

const address = (text: string): string =>
  text
    .replace(/@/g, " at ")
    .replace(/\./g, " dot ")
    .replace(/-/g, " dash ")
    .replace(/_/g, " underscore ")
    .replace(/\s+/g, " ")
    .trim();

/** Words in Latin letters and stops, as most clauses are: none of the signs is in them. */
const PLAIN = /^[A-Za-z\u00C0-\u024F ,.;:?!'’]*$/;

/** A model's text without markdown and signs; figures stay, because the gate reads them and says them in words. */
export function withoutMarkup(text: string): string {
  return (PLAIN.test(text) ? text : withoutSigns(text))
    .replace(/\s+([.,;:?!])/g, "$1")
    .replace(/([.,;:?!])(?:\s*[,;:])+/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
}

function withoutSigns(text: string): string {
  let out = text.replace(/\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+\b/g, address);
  for (const [from, to] of SIGNS) out = out.replace(from, to);
  return out;
}

/** The last figures that no fact was about, in words; long runs digit by digit, codes sign by sign. */
export function withoutFigures(text: string, language: string): string {
  const spoken = spokenIn(language);
  return mixedIn(text, spoken)
    .replace(/\d+/g, (run) =>
      run.length > 4 || (run.length > 1 && run.startsWith("0"))
        ? spoken.digits(run)
        : spoken.number(Number(run)),
    )
    .replace(/[€$£%@]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}
