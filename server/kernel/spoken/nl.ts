import { speaker } from "./speaker";

const ONES =
  "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien".split(
    " ",
  );
const TENS = "twintig dertig veertig vijftig zestig zeventig tachtig negentig".split(" ");
const ORDINALS: Readonly<Record<number, string>> = { 1: "eerste", 3: "derde", 8: "achtste" };

function number(value: number): string {
  if (value < 20) return ONES[value] as string;
  if (value < 100) {
    const one = ONES[value % 10] as string;
    return `${value % 10 > 0 ? `${one}${one.endsWith("e") ? "ën" : "en"}` : ""}${TENS[Math.floor(value / 10) - 2]}`;
  }
  if (value < 1_000)
    return `${value < 200 ? "" : ONES[Math.floor(value / 100)]}honderd${value % 100 > 0 ? number(value % 100) : ""}`;
  const scale = value < 1_000_000 ? 1_000 : 1_000_000;
  const [times, rest] = [Math.floor(value / scale), value % scale];
  const head = scale === 1_000 ? `${times > 1 ? number(times) : ""}duizend` : `${number(times)} miljoen`;
  return rest > 0 ? `${head} ${number(rest)}` : head;
}

export const dutch = speaker({
  language: "nl",
  number,
  ordinal: (value) => ORDINALS[value] ?? `${number(value)}${value < 20 ? "de" : "ste"}`,
  minus: "min",
  point: "komma",
  cents: "",
  coins: {
    EUR: ["één euro", "euro", "één cent", "cent"],
    USD: ["één dollar", "dollar", "één cent", "cent"],
    GBP: ["één pond", "pond", "één penny", "pence"],
  },
  weekdays: ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"],
  months: "januari februari maart april mei juni juli augustus september oktober november december".split(
    " ",
  ),
  day: (weekday, day, month) => `${weekday} ${number(day)} ${month}`,
  bare: (weekday, day) => `${weekday} ${number(day)}`,
  to: "tot",
  time: (hour, minute) =>
    hour === 0 && minute === 0
      ? "middernacht"
      : `${number(hour)} uur${minute > 0 ? ` ${number(minute)}` : ""}`,
  night: ["één nacht", "nachten"],
  adult: ["één volwassene", "volwassenen"],
  child: ["één kind", "kinderen"],
  and: "en",
  or: "of",
  marks: ["apenstaartje", "punt", "streepje", "laag streepje", "plus"],
});
