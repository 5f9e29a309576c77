import { speaker } from "./speaker";

const ONES =
  "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove".split(
    " ",
  );
const TENS = "venti trenta quaranta cinquanta sessanta settanta ottanta novanta".split(" ");
const ORDINALS = "primo secondo terzo quarto quinto sesto settimo ottavo nono decimo".split(" ");

function part(value: number): string {
  if (value < 20) return ONES[value] as string;
  if (value < 100) {
    const tens = TENS[Math.floor(value / 10) - 2] as string;
    const one = value % 10;
    return one === 0
      ? tens
      : (one === 1 || one === 8 ? tens.slice(0, -1) : tens) + (one === 3 ? "tré" : ONES[one]);
  }
  if (value < 1_000) {
    const head = `${value < 200 ? "" : ONES[Math.floor(value / 100)]}cento`;
    const rest = value % 100;
    return rest === 0 ? head : head + part(rest).replace(/^tre$/, "tré");
  }
  const rest = value % 1_000;
  const head = value < 2_000 ? "mille" : `${part(Math.floor(value / 1_000)).replace(/tré$/, "tre")}mila`;
  return rest === 0 ? head : head + part(rest).replace(/^tre$/, "tré");
}
function number(value: number): string {
  if (value < 1_000_000) return part(value);
  const millions = Math.floor(value / 1_000_000);
  const rest = value % 1_000_000;
  return `${millions === 1 ? "un milione" : `${part(millions)} milioni`}${rest > 0 ? ` ${part(rest)}` : ""}`;
}

export const italian = speaker({
  language: "it",
  number,
  ordinal: (value) =>
    ORDINALS[value - 1] ??
    `${number(value)
      .replace(/[aeiou]$/, "")
      .replace(/tré$/, "tre")}esimo`,
  minus: "meno",
  point: "virgola",
  cents: "e",
  coins: {
    EUR: ["un euro", "euro", "un centesimo", "centesimi"],
    USD: ["un dollaro", "dollari", "un centesimo", "centesimi"],
    GBP: ["una sterlina", "sterline", "un penny", "pence"],
    CHF: ["un franco", "franchi", "un centesimo", "centesimi"],
  },
  weekdays: ["lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"],
  months:
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre".split(
      " ",
    ),
  day: (weekday, day, month) => `${weekday} ${day === 1 ? "primo" : number(day)} ${month}`,
  bare: (weekday, day) => `${weekday} ${day === 1 ? "primo" : number(day)}`,
  to: "a",
  time: (hour, minute) =>
    minute === 0 && hour % 12 === 0
      ? hour === 0
        ? "mezzanotte"
        : "mezzogiorno"
      : `${number(hour)}${minute > 0 ? ` e ${number(minute)}` : ""}`,
  night: ["una notte", "notti"],
  adult: ["un adulto", "adulti"],
  child: ["un bambino", "bambini"],
  and: "e",
  or: "o",
  marks: ["chiocciola", "punto", "trattino", "trattino basso", "più"],
});
