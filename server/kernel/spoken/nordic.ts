import { speaker, type Words } from "./speaker";

interface Numerals {
  ones: readonly string[];
  /** Twenty to ninety. */
  tens: readonly string[];
  below100(one: string, ten: string): string;
  hundred: string;
  /** Between a hundred and the rest: "og". */
  joint: string;
  thousand: string;
  millions: readonly [string, string];
  /** Whether hundreds and the rest are written in one word. */
  joined: boolean;
}

function numerals(n: Numerals): (value: number) => string {
  const number = (value: number): string => {
    if (value < 20) return n.ones[value] as string;
    if (value < 100) {
      const ten = n.tens[Math.floor(value / 10) - 2] as string;
      return value % 10 === 0 ? ten : n.below100(n.ones[value % 10] as string, ten);
    }
    const gap = n.joined ? "" : " ";
    if (value < 1_000) {
      const rest = value % 100;
      return `${n.ones[Math.floor(value / 100)]}${gap}${n.hundred}${rest > 0 ? `${n.joint ? ` ${n.joint} ` : gap}${number(rest)}` : ""}`;
    }
    const scale = value < 1_000_000 ? 1_000 : 1_000_000;
    const [times, rest] = [Math.floor(value / scale), value % scale];
    const head =
      scale === 1_000
        ? `${number(times)} ${n.thousand}`
        : `${number(times)} ${n.millions[times === 1 ? 0 : 1]}`;
    return rest === 0 ? head : `${head} ${rest < 100 && n.joint ? `${n.joint} ` : ""}${number(rest)}`;
  };
  return number;
}

const clock =
  (number: (value: number) => string, midnight: string): Words["time"] =>
  (hour, minute) =>
    hour === 0 && minute === 0
      ? midnight
      : `${number(hour)}${minute > 0 ? ` ${minute < 10 ? `${number(0)} ` : ""}${number(minute)}` : ""}`;

const ordinalOf =
  (first: readonly string[], tens: Readonly<Record<number, string>>, tenth: (value: number) => string) =>
  (value: number): string =>
    first[value] ?? tens[value] ?? tenth(value);

const swedishNumber = numerals({
  ones: "noll ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton".split(
    " ",
  ),
  tens: "tjugo trettio fyrtio femtio sextio sjuttio åttio nittio".split(" "),
  below100: (one, ten) => ten + one,
  hundred: "hundra",
  joint: "",
  thousand: "tusen",
  millions: ["miljon", "miljoner"],
  joined: true,
});
const SWEDISH =
  "nollte första andra tredje fjärde femte sjätte sjunde åttonde nionde tionde elfte tolfte trettonde fjortonde femtonde sextonde sjuttonde artonde nittonde".split(
    " ",
  );
const swedishOrdinal = ordinalOf(SWEDISH, { 20: "tjugonde", 30: "trettionde" }, (value) =>
  value < 100 && value % 10 > 0
    ? swedishNumber(value - (value % 10)) + SWEDISH[value % 10]
    : `${swedishNumber(value)}nde`,
);
export const swedish = speaker({
  language: "sv",
  number: swedishNumber,
  ordinal: swedishOrdinal,
  minus: "minus",
  point: "komma",
  cents: "och",
  coins: {
    EUR: ["en euro", "euro", "en cent", "cent"],
    SEK: ["en krona", "kronor", "ett öre", "öre"],
    NOK: ["en krona", "kronor", "ett öre", "öre"],
    DKK: ["en krona", "kronor", "ett öre", "öre"],
    USD: ["en dollar", "dollar", "en cent", "cent"],
    GBP: ["ett pund", "pund", "en penny", "pence"],
  },
  weekdays: ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"],
  months: "januari februari mars april maj juni juli augusti september oktober november december".split(" "),
  day: (weekday, day, month) => `${weekday} den ${swedishOrdinal(day)} ${month}`,
  bare: (weekday, day) => `${weekday} den ${swedishOrdinal(day)}`,
  to: "till",
  time: clock(swedishNumber, "midnatt"),
  night: ["en natt", "nätter"],
  adult: ["en vuxen", "vuxna"],
  child: ["ett barn", "barn"],
  and: "och",
  or: "eller",
  marks: ["snabel-a", "punkt", "bindestreck", "understreck", "plus"],
});

const norwegianNumber = numerals({
  ones: "null en to tre fire fem seks sju åtte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten".split(
    " ",
  ),
  tens: "tjue tretti førti femti seksti sytti åtti nitti".split(" "),
  below100: (one, ten) => ten + one,
  hundred: "hundre",
  joint: "og",
  thousand: "tusen",
  millions: ["million", "millioner"],
  joined: false,
});
const NORWEGIAN =
  "nullte første andre tredje fjerde femte sjette sjuende åttende niende tiende ellevte tolvte trettende fjortende femtende sekstende syttende attende nittende".split(
    " ",
  );
const norwegianOrdinal = ordinalOf(NORWEGIAN, { 20: "tjuende", 30: "trettiende" }, (value) =>
  value < 100 && value % 10 > 0
    ? norwegianNumber(value - (value % 10)) + NORWEGIAN[value % 10]
    : `${norwegianNumber(value)}ende`,
);
export const norwegian = speaker({
  language: "no",
  number: norwegianNumber,
  ordinal: norwegianOrdinal,
  minus: "minus",
  point: "komma",
  cents: "og",
  coins: {
    EUR: ["en euro", "euro", "en cent", "cent"],
    NOK: ["en krone", "kroner", "ett øre", "øre"],
    SEK: ["en krone", "kroner", "ett øre", "øre"],
    DKK: ["en krone", "kroner", "ett øre", "øre"],
    USD: ["en dollar", "dollar", "en cent", "cent"],
    GBP: ["ett pund", "pund", "en penny", "pence"],
  },
  weekdays: ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"],
  months: "januar februar mars april mai juni juli august september oktober november desember".split(" "),
  day: (weekday, day, month) => `${weekday} den ${norwegianOrdinal(day)} ${month}`,
  bare: (weekday, day) => `${weekday} den ${norwegianOrdinal(day)}`,
  to: "til",
  time: clock(norwegianNumber, "midnatt"),
  night: ["en natt", "netter"],
  adult: ["en voksen", "voksne"],
  child: ["ett barn", "barn"],
  and: "og",
  or: "eller",
  marks: ["krøllalfa", "punktum", "bindestrek", "understrek", "pluss"],
});

const danishNumber = numerals({
  ones: "nul en to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten".split(
    " ",
  ),
  tens: "tyve tredive fyrre halvtreds tres halvfjerds firs halvfems".split(" "),
  below100: (one, ten) => `${one}og${ten}`,
  hundred: "hundrede",
  joint: "og",
  thousand: "tusind",
  millions: ["million", "millioner"],
  joined: false,
});
const DANISH =
  "nulte første anden tredje fjerde femte sjette syvende ottende niende tiende ellevte tolvte trettende fjortende femtende sekstende syttende attende nittende".split(
    " ",
  );
const danishOrdinal = ordinalOf(DANISH, { 20: "tyvende", 30: "tredivte" }, (value) =>
  value < 40
    ? `${danishNumber(value % 10)}og${danishOrdinal(value - (value % 10))}`
    : `${danishNumber(value)}ende`,
);
export const danish = speaker({
  language: "da",
  number: danishNumber,
  ordinal: danishOrdinal,
  minus: "minus",
  point: "komma",
  cents: "og",
  coins: {
    EUR: ["en euro", "euro", "en cent", "cent"],
    DKK: ["en krone", "kroner", "en øre", "øre"],
    NOK: ["en krone", "kroner", "en øre", "øre"],
    SEK: ["en krone", "kroner", "en øre", "øre"],
    USD: ["en dollar", "dollar", "en cent", "cent"],
    GBP: ["et pund", "pund", "en penny", "pence"],
  },
  weekdays: ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"],
  months: "januar februar marts april maj juni juli august september oktober november december".split(" "),
  day: (weekday, day, month) => `${weekday} den ${danishOrdinal(day)} ${month}`,
  bare: (weekday, day) => `${weekday} den ${danishOrdinal(day)}`,
  to: "til",
  time: clock(danishNumber, "midnat"),
  night: ["en nat", "nætter"],
  adult: ["en voksen", "voksne"],
  child: ["et barn", "børn"],
  and: "og",
  or: "eller",
  marks: ["snabel-a", "punktum", "bindestreg", "understreg", "plus"],
});
