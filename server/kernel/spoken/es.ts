import { speaker } from "./speaker";

const ONES =
  "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve".split(
    " ",
  );
const TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa".split(" ");
const HUNDREDS =
  "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos".split(
    " ",
  );
const ORDINALS = "primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo".split(" ");

function number(value: number): string {
  if (value < 30) return ONES[value] as string;
  if (value < 100)
    return `${TENS[Math.floor(value / 10) - 3]}${value % 10 > 0 ? ` y ${ONES[value % 10]}` : ""}`;
  if (value === 100) return "cien";
  if (value < 1_000)
    return `${HUNDREDS[Math.floor(value / 100) - 1]}${value % 100 > 0 ? ` ${number(value % 100)}` : ""}`;
  const scale = value < 1_000_000 ? 1_000 : 1_000_000;
  const [times, rest] = [Math.floor(value / scale), value % scale];
  const head =
    scale === 1_000
      ? `${times > 1 ? `${before(number(times))} ` : ""}mil`
      : times === 1
        ? "un millón"
        : `${before(number(times))} millones`;
  return rest > 0 ? `${head} ${number(rest)}` : head;
}
/** A number before a masculine noun: "veintiún días". */
export const before = (words: string): string =>
  words.replace(/veintiuno$/, "veintiún").replace(/(^| )uno$/, "$1un");

/** A time of day with its article: "las quince treinta", "la una", "medianoche". */
export const theHour = (time: string): string =>
  /^(?:medianoche|mediodía)$/.test(time) ? time : `${/^una(?: |$)/.test(time) ? "la" : "las"} ${time}`;

export const spanish = speaker({
  language: "es",
  number,
  ordinal: (value) => ORDINALS[value - 1] ?? number(value),
  before,
  minus: "menos",
  point: "coma",
  cents: "con",
  coins: {
    EUR: ["un euro", "euros", "un céntimo", "céntimos"],
    USD: ["un dólar", "dólares", "un centavo", "centavos"],
    GBP: ["una libra", "libras", "un penique", "peniques"],
    CHF: ["un franco", "francos", "un céntimo", "céntimos"],
  },
  weekdays: ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
  months: "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(
    " ",
  ),
  day: (weekday, day, month) => `${weekday} ${number(day)} de ${month}`,
  bare: (weekday, day) => `${weekday} ${number(day)}`,
  to: "al",
  time: (hour, minute) =>
    minute === 0 && hour % 12 === 0
      ? hour === 0
        ? "medianoche"
        : "mediodía"
      : `${hour === 1 ? "una" : hour === 21 ? "veintiuna" : number(hour)}${minute > 0 ? ` ${minute === 30 ? "treinta" : number(minute)}` : hour === 1 ? "" : " horas"}`,
  night: ["una noche", "noches"],
  adult: ["un adulto", "adultos"],
  child: ["un niño", "niños"],
  and: "y",
  or: "o",
  marks: ["arroba", "punto", "guion", "guion bajo", "más"],
});
