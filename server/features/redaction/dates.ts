import type { Span } from "./schema";

const MONTH =
  "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?" +
  "|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|januar|februar|märz|mai|juni|juli|oktober|dezember" +
  "|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre)";
const SAID =
  "(?:[a-z]+(?:first|second|third|th)|first|second|third|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|oh|hundred|thousand|and)";
const DAY = `(?:\\d{1,2}(?:st|nd|rd|th|\\.)?|${SAID}(?:[ -]${SAID})?)`;
const YEAR = `(?:\\d{4}|\\d{2}|${SAID}(?:[ -]${SAID}){0,4})`;

/** Dates in figures, so that their digits are taken for nothing else. */
const FIGURES = [
  /(?<![\d.:-])(?:19|20)\d{2}([-./])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?![\d]|[-./]\d)/g,
  /(?<![\d.:-])(?:0?[1-9]|[12]\d|3[01])([-./])(?:0?[1-9]|[12]\d|3[01])\1(?:19|20)?\d{2}(?![\d]|[-./]\d)/g,
  /(?<![\d.:])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:])/g,
];

const ANNOUNCED =
  /\b(?:date of birth|birth ?date|birthday|d\.?o\.?b\.?|born|fecha de nacimiento|nac[ií]|geboren|geburtsdatum|né le|née le|date de naissance)\b/giu;
const DATE = new RegExp(
  `\\d{4}[-./]\\d{1,2}[-./]\\d{1,2}|\\d{1,2}[-./ ]\\d{1,2}[-./ ](?:\\d{4}|\\d{2})|(?:${DAY}(?: of| de|,)? )?${MONTH}(?:[ ,]+(?:the )?${DAY}(?![a-z0-9]))?(?:(?:,| of| de)? +(?:in )?${YEAR})?|(?:19|20)\\d{2}`,
  "iu",
);
const REACH = 30;

/** Figures that are dates or times of day. */
export const findDates = (text: string): { start: number; end: number }[] =>
  FIGURES.flatMap((form) => [...text.matchAll(form)]).map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));

/** Dates that are said to be somebody's birth. `announced`: the turn before asked for one. */
export function findBirthDates(text: string, announced: boolean): Span[] {
  const starts = [...text.matchAll(ANNOUNCED)].map((match) => match.index + match[0].length);
  return (announced ? [0, ...starts] : starts).flatMap((from) => {
    const match = text.slice(from, from + 90).match(DATE);
    if (match?.index === undefined || match.index > REACH) return [];
    const start = from + match.index;
    return [{ start, end: start + match[0].trimEnd().length, kind: "birth date" as const }];
  });
}
