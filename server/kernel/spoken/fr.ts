import { speaker } from "./speaker";

const ONES =
  "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf".split(
    " ",
  );
const TENS = "vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt".split(" ");

function small(value: number): string {
  if (value < 20) return ONES[value] as string;
  const ten = Math.floor(value / 10);
  const rest = ten === 7 || ten === 9 ? value - (ten - 1) * 10 : value % 10;
  const tens = TENS[ten - 2] as string;
  if (rest === 0) return ten === 8 ? `${tens}s` : tens;
  return (rest === 1 || rest === 11) && ten < 8 ? `${tens} et ${ONES[rest]}` : `${tens}-${ONES[rest]}`;
}
function number(value: number): string {
  if (value < 100) return small(value);
  if (value < 1_000) {
    const rest = value % 100;
    const hundreds = Math.floor(value / 100);
    return `${hundreds > 1 ? `${ONES[hundreds]} ` : ""}cent${hundreds > 1 && rest === 0 ? "s" : ""}${rest > 0 ? ` ${small(rest)}` : ""}`;
  }
  const [scale, word] = value < 1_000_000 ? [1_000, "mille"] : [1_000_000, "million"];
  const [times, rest] = [Math.floor(value / scale), value % scale];
  const head =
    scale === 1_000
      ? `${times > 1 ? `${number(times)} ` : ""}mille`
      : `${number(times)} ${word}${times > 1 ? "s" : ""}`;
  return rest > 0 ? `${head} ${number(rest)}` : head;
}
const ordinal = (value: number): string =>
  value === 1
    ? "premier"
    : `${number(value)
        .replace(/(?:e|s)$/, "")
        .replace(/cinq$/, "cinqu")
        .replace(/neuf$/, "neuv")}ième`;
const dayOf = (day: number): string => (day === 1 ? "premier" : number(day));

export const french = speaker({
  language: "fr",
  number,
  ordinal,
  minus: "moins",
  point: "virgule",
  cents: "",
  coins: {
    EUR: ["un euro", "euros", "un centime", "centimes"],
    USD: ["un dollar", "dollars", "un cent", "cents"],
    GBP: ["une livre", "livres", "un penny", "pence"],
    CHF: ["un franc", "francs", "un centime", "centimes"],
  },
  weekdays: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
  months: "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" "),
  day: (weekday, day, month) => `${weekday} ${dayOf(day)} ${month}`,
  bare: (weekday, day) => `${weekday} ${dayOf(day)}`,
  to: "au",
  time: (hour, minute) =>
    minute === 0 && hour % 12 === 0
      ? hour === 0
        ? "minuit"
        : "midi"
      : `${hour === 1 ? "une heure" : `${hour === 21 ? "vingt et une" : number(hour)} heures`}${minute > 0 ? ` ${number(minute)}` : ""}`,
  night: ["une nuit", "nuits"],
  adult: ["un adulte", "adultes"],
  child: ["un enfant", "enfants"],
  and: "et",
  or: "ou",
  marks: ["arobase", "point", "tiret", "tiret bas", "plus"],
});
