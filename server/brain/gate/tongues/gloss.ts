import { COUNTED, CURRENCY } from "../value";
import type { Token } from "../words";
import { entryAt, type Lexicon, numberAt, ordinalAt } from "./tongue";

/** A word of the sentence as written. */
interface Raw {
  word: string;
  start: number;
  end: number;
  written: string;
}

/** Stands for a word that says nothing to the gate. */
export const UNKNOWN = "zz";

const scanner = (decimal: "," | "."): RegExp => {
  const group = decimal === "," ? "[.\\u00a0\\u202f ]" : ",";
  const hundredths = decimal === "," ? ",\\d{1,2}(?!\\d)" : "\\.\\d{1,2}(?!\\d)";
  return new RegExp(
    [
      "\\d{4}-\\d{2}-\\d{2}",
      "\\d{1,2}[./]\\d{1,2}[./](?:\\d{4})?(?!\\d)",
      "\\d{1,2}/\\d{1,2}(?!\\d)",
      "\\d{1,2} ?h(?: ?\\d{2})?(?![\\p{L}\\d])",
      "\\d{1,2}:\\d{2}",
      "\\d{1,2}\\.\\d{2}(?= ?(?:[Uu]hr|uur)\\b)",
      `\\d{1,3}(?:${group}\\d{3})+(?!\\d)(?:${hundredths})?`,
      `\\d+(?:${hundredths})?`,
      "[€$£%৳]",
      "[\\p{L}\\p{M}]+['’]?",
      "[.,;:?!…।]",
    ].join("|"),
    "gu",
  );
};
const scanners = { ",": scanner(","), ".": scanner(".") };
const MIXED = /(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{4,12}\b/y;

const BENGALI_ZERO = 0x9e6;

function scan(original: string, { tongue }: Lexicon): Raw[] {
  const text = original.replace(/[০-৯]/g, (digit) => String(digit.charCodeAt(0) - BENGALI_ZERO));
  const found: Raw[] = [];
  const regex = new RegExp(scanners[tongue.decimal].source, "gu");
  for (let hit = regex.exec(text); hit; hit = regex.exec(text)) {
    MIXED.lastIndex = hit.index;
    const mixed = /[\p{L}\d]/u.test(text[hit.index - 1] ?? "") ? null : MIXED.exec(text);
    const written = mixed && mixed[0].length > hit[0].length ? mixed[0] : hit[0];
    found.push({
      word: written.normalize("NFC").toLowerCase().replace("’", "'").replace("…", ".").replace("।", "."),
      start: hit.index,
      end: hit.index + written.length,
      written,
    });
    regex.lastIndex = hit.index + written.length;
  }
  return found;
}

/** A text in another language as English words, each with its place in the text. `names` are said as they are. */
export function glossed(text: string, lexicon: Lexicon, names: readonly (readonly string[])[]): Token[] {
  const raws = scan(text, lexicon);
  const words = raws.map((raw) => raw.word);
  const out: Token[] = [];
  const put = (english: readonly string[], from: number, to: number): void => {
    for (const w of english)
      out.push({ w, start: (raws[from] as Raw).start, end: (raws[to - 1] as Raw).end });
  };
  for (let at = 0; at < raws.length; ) {
    const raw = raws[at] as Raw;
    const name = names.find((parts) => parts.every((part, i) => words[at + i] === part));
    if (name) {
      for (const [i, part] of name.entries()) put([part], at + i, at + i + 1);
      at += name.length;
      continue;
    }
    const figures = /^\d/.test(raw.word) ? figuresOf(raw.word, words, at, lexicon) : undefined;
    if (figures) {
      put(figures.english, at, figures.to);
      at = figures.to;
      continue;
    }
    if (/^[.,;:?!€$£%৳]$/.test(raw.word) || /\d/.test(raw.word)) {
      put([raw.word], at, at + 1);
      at += 1;
      continue;
    }
    // A letter of a code that is spelled.
    if (/^[A-Z]$/.test(raw.written) && at > 0) {
      put([raw.word], at, at + 1);
      at += 1;
      continue;
    }
    const entry = entryAt(lexicon, words, at);
    const number = numberAt(lexicon, words, at);
    const ordinal = ordinalAt(lexicon, words, at);
    const length = entry?.parts.length ?? 0;
    if (ordinal && ordinal.to - at > Math.max(length - 1, (number?.to ?? at) - at)) {
      put([`${ordinal.value}th`], at, ordinal.to);
      at = ordinal.to;
    } else if (
      number &&
      (number.to - at > length ||
        (length === 1 && (!entry?.english.length || isCounted(number.to, words, lexicon))))
    ) {
      put(numberWords(number.value, words[number.to - 1] ?? ""), at, number.to);
      at = number.to;
    } else if (entry) {
      put(entry.english, at, at + length);
      at += length;
    } else {
      put([UNKNOWN], at, at + 1);
      at += 1;
    }
  }
  return settled(out);
}

/** "een januari", "un euro": what is an article elsewhere is a number before a month or a currency. */
const isCounted = (to: number, words: readonly string[], lexicon: Lexicon): boolean => {
  const next = entryAt(lexicon, words, to)?.english[0] ?? "";
  return MONTH.includes(next) || CURRENCY[next] !== undefined;
};

/** Bengali writes its word for an hour into the number. */
const numberWords = (value: number, last: string): string[] =>
  /টা(?:য়|র)?$/.test(last) ? [String(value), "o'clock"] : [String(value)];

const MONTH = "january february march april may june july august september october november december".split(
  " ",
);

/** Figures in this language's way of writing, as English ones. */
function figuresOf(
  word: string,
  words: readonly string[],
  at: number,
  { tongue }: Lexicon,
): { english: string[]; to: number } | undefined {
  if (/^\d{4}-\d{2}-\d{2}$/.test(word)) return { english: [word], to: at + 1 };
  const date = /^(\d{1,2})[./](\d{1,2})(?:[./](\d{4})?)?$/.exec(word);
  if (
    date &&
    Number(date[2]) >= 1 &&
    Number(date[2]) <= 12 &&
    Number(date[1]) >= 1 &&
    !/\.\d{2}$/.test(word)
  ) {
    const [, day, month, year] = date as unknown as [string, string, string, string | undefined];
    return {
      english: ["the", `${Number(day)}th`, "of", MONTH[Number(month) - 1] as string, ...(year ? [year] : [])],
      to: at + 1,
    };
  }
  const clock = /^(\d{1,2})[:.](\d{2})$/.exec(word) ?? /^(\d{1,2}) ?h ?(\d{2})?$/.exec(word);
  if (clock) {
    const next = words[at + 1] ?? "";
    const skip = ["uhr", "uur", "horas", "heures"].includes(next) ? 2 : 1;
    return { english: [`${clock[1]}:${clock[2] ?? "00"}`], to: at + skip };
  }
  if (tongue.dotted && /^\d{1,2}$/.test(word) && words[at + 1] === "." && /^\p{L}/u.test(words[at + 2] ?? ""))
    return { english: [`${Number(word)}th`], to: at + 2 };
  if (
    /^\d{1,2}$/.test(word) &&
    ["er", "º", "ª", "e", "ème", "de", "ste", "te", "ten"].includes(words[at + 1] ?? "")
  )
    return tongue.code === "pt" || tongue.code === "es" || tongue.code === "it"
      ? { english: [word], to: at + 1 }
      : { english: [`${Number(word)}th`], to: at + 2 };
  if (!/^[\d.,\u00a0\u202f ]+$/.test(word)) return undefined;
  const english = word
    .replace(/[\u00a0\u202f ]/g, "")
    .replace(tongue.decimal === "," ? /\./g : /,/g, "")
    .replace(",", ".");
  return { english: [english], to: at + 1 };
}

const isInt = (token: Token | undefined): boolean => /^\d{1,4}$/.test(token?.w ?? "");
const DAYS = new Set("monday tuesday wednesday thursday friday saturday sunday".split(" "));
const PREPOSITION = new Set([
  "at",
  "until",
  "from",
  "to",
  "and",
  "by",
  "around",
  "before",
  "after",
  "between",
]);

/** What English says in another order or with other words: hours, days of the month, hundredths. */
function settled(tokens: Token[]): Token[] {
  const out: Token[] = [];
  const w = (i: number): string => tokens[i]?.w ?? "";
  const clock = (hour: number, minute: number): string => {
    const all = (hour * 60 + minute + 1_440) % 1_440;
    return `${Math.floor(all / 60)}:${String(all % 60).padStart(2, "0")}`;
  };
  const noHour = (i: number): boolean => {
    const next = w(i);
    return CURRENCY[next] !== undefined || (COUNTED.test(next) && next !== "hours") || next === "percent";
  };
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as Token;
    const shift = /^<(-?\d+)$/.exec(token.w);
    if (shift) {
      if (isInt(tokens[i + 1]) && !noHour(i + 2)) {
        out.push({
          w: clock(Number(w(i + 1)), Number(shift[1])),
          start: token.start,
          end: (tokens[i + 1] as Token).end,
        });
        i += ["o'clock", "hours"].includes(w(i + 2)) ? 2 : 1;
      }
      continue;
    }
    const half =
      /^<(am|pm)$/.exec(token.w) ??
      (token.w === "nights" && isInt(tokens[i + 1]) && w(i + 2) === "o'clock"
        ? ["", nightHalf(Number(w(i + 1)))]
        : null);
    if (half) {
      const hour = tokens[i + 1];
      if (isInt(hour) || /^\d{1,2}:\d{2}$/.test(hour?.w ?? "")) {
        const skip = w(i + 2) === "o'clock" ? 2 : 1;
        const minute = skip === 2 && isInt(tokens[i + 3]) && !noHour(i + 4) ? Number(w(i + 3)) : undefined;
        const last = i + skip + (minute === undefined ? 0 : 1);
        const said = isInt(hour) ? clock(Number(hour?.w), minute ?? 0) : (hour?.w as string);
        out.push({ w: said, start: token.start, end: (tokens[last] as Token).end });
        out.push({ w: half[1] as string, start: token.start, end: (tokens[last] as Token).end });
        i = last;
      }
      continue;
    }
    if (/^>-?\d+$/.test(token.w)) continue;
    if (isInt(token)) {
      const hourWord =
        w(i + 1) === "o'clock" ||
        (w(i + 1) === "hours" &&
          PREPOSITION.has(out.at(-1)?.w ?? "") &&
          !["before", "after"].includes(w(i + 2)));
      const next = hourWord ? i + 2 : i + 1;
      const after = /^>(-?\d+)$/.exec(w(next));
      if (after && Number(token.w) <= 24) {
        out.push({
          w: clock(Number(token.w), Number(after[1])),
          start: token.start,
          end: (tokens[next] as Token).end,
        });
        i = next;
        continue;
      }
      if (hourWord && Number(token.w) <= 24) {
        const minute = isInt(tokens[next]) && Number(w(next)) < 60 && !noHour(next + 1);
        const to = minute ? next : next - 1;
        out.push({
          w: clock(Number(token.w), minute ? Number(w(next)) : 0),
          start: token.start,
          end: (tokens[to] as Token).end,
        });
        i = to;
        continue;
      }
      if (opensHours(tokens, i) || (endsHours(out) && !noHour(i + 1) && Number(token.w) <= 24)) {
        out.push({ ...token, w: clock(Number(token.w), 0) });
        continue;
      }
      if (sharesHour(tokens, i, out) && !noHour(i + 3)) {
        const to = tokens[i + 2] as Token;
        out.push({ w: clock(Number(token.w), Number(to.w)), start: token.start, end: to.end });
        i += 2;
        continue;
      }
      if (isDay(tokens, i, out)) {
        if (out.at(-1)?.w !== "the" && !DAYS.has(out.at(-1)?.w ?? "")) out.push({ ...token, w: "the" });
        out.push({ ...token, w: `${token.w}th` });
        continue;
      }
      const money = CURRENCY[out.at(-2)?.w ?? ""] && ["and", "with"].includes(out.at(-1)?.w ?? "");
      if (money && Number(token.w) < 100 && !noHour(i + 1) && !MONTH.includes(w(i + 1))) out.pop();
    }
    out.push(token);
  }
  return out;
}

/** An hour of the night: after midnight it is in the morning. */
const nightHalf = (hour: number): "am" | "pm" => (hour === 12 || hour < 5 ? "am" : "pm");

/** A number that is a day of the month, by the words around it. */
function isDay(tokens: readonly Token[], at: number, before: readonly Token[]): boolean {
  const w = (i: number): string => tokens[i]?.w ?? "";
  const value = Number(w(at));
  if (value < 1 || value > 31 || CURRENCY[w(at + 1)] || COUNTED.test(w(at + 1))) return false;
  if (MONTH.includes(w(at + 1)) || (w(at + 1) === "of" && MONTH.includes(w(at + 2)))) return false;
  const last = before.at(-1)?.w ?? "";
  const weekday = DAYS.has(last === "," ? (before.at(-2)?.w ?? "") : last);
  if (weekday || last === "the") return !/^[:.]?\d/.test(w(at + 1)) && w(at + 1) !== "o'clock";
  if (!/^(?:to|until|and|or)$/.test(w(at + 1))) return false;
  // "del 4 al 6 de diciembre"
  let next = at + 2;
  while (w(next) === "the" || w(next) === "," || DAYS.has(w(next))) next += 1;
  const other = /^\d{1,2}(?:th)?$/.test(w(next));
  return other && (MONTH.includes(w(next + 1)) || (w(next + 1) === "of" && MONTH.includes(w(next + 2))));
}

/** "de 7 a 21 horas": the first of two hours that share their word. */
function opensHours(tokens: readonly Token[], at: number): boolean {
  const w = (i: number): string => tokens[i]?.w ?? "";
  if (!/^(?:to|until|at)$/.test(w(at + 1)) || Number(w(at)) > 24) return false;
  const next = ["at", "the"].includes(w(at + 2)) ? at + 3 : at + 2;
  return /^\d{1,2}$/.test(w(next)) && ["hours", "o'clock"].includes(w(next + 1));
}

/** "sechs Uhr dreißig bis zehn": what comes after an hour and a preposition is an hour too. */
function endsHours(before: readonly Token[]): boolean {
  const last = before.at(-1)?.w ?? "";
  if (!/^(?:to|until|at)$/.test(last)) return false;
  return before.slice(-5, -1).some(({ w }) => /^\d{1,2}:\d{2}$/.test(w));
}

/** "alle due e dieci": an hour and its minutes. */
function sharesHour(tokens: readonly Token[], at: number, before: readonly Token[]): boolean {
  const w = (i: number): string => tokens[i]?.w ?? "";
  return (
    /^(?:at|until|from)$/.test(before.at(-1)?.w ?? "") &&
    w(at + 1) === "and" &&
    /^[1-5]\d$/.test(w(at + 2)) &&
    Number(w(at)) <= 24 &&
    !["hours", "o'clock", ...MONTH].includes(w(at + 3))
  );
}
