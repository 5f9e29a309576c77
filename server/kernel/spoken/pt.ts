import { speaker } from "./speaker";

const ONES =
  "zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete dezoito dezenove".split(
    " ",
  );
const TENS = "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa".split(" ");
const HUNDREDS =
  "cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos".split(" ");
const ORDINALS = "primeiro segundo terceiro quarto quinto sexto sétimo oitavo nono décimo".split(" ");

function number(value: number): string {
  if (value < 20) return ONES[value] as string;
  if (value < 100)
    return `${TENS[Math.floor(value / 10) - 2]}${value % 10 > 0 ? ` e ${ONES[value % 10]}` : ""}`;
  if (value === 100) return "cem";
  if (value < 1_000)
    return `${HUNDREDS[Math.floor(value / 100) - 1]}${value % 100 > 0 ? ` e ${number(value % 100)}` : ""}`;
  const scale = value < 1_000_000 ? 1_000 : 1_000_000;
  const [times, rest] = [Math.floor(value / scale), value % scale];
  const head =
    scale === 1_000
      ? `${times > 1 ? `${number(times)} ` : ""}mil`
      : `${number(times)} ${times === 1 ? "milhão" : "milhões"}`;
  if (rest === 0) return head;
  return `${head} ${rest < 100 || (rest < 1_000 && rest % 100 === 0) ? "e " : ""}${number(rest)}`;
}

export const portuguese = speaker({
  language: "pt",
  number,
  ordinal: (value) => ORDINALS[value - 1] ?? number(value),
  minus: "menos",
  point: "vírgula",
  cents: "e",
  coins: {
    EUR: ["um euro", "euros", "um cêntimo", "cêntimos"],
    USD: ["um dólar", "dólares", "um centavo", "centavos"],
    GBP: ["uma libra", "libras", "um penny", "pence"],
    BRL: ["um real", "reais", "um centavo", "centavos"],
  },
  weekdays: [
    "segunda-feira",
    "terça-feira",
    "quarta-feira",
    "quinta-feira",
    "sexta-feira",
    "sábado",
    "domingo",
  ],
  months: "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro".split(
    " ",
  ),
  day: (weekday, day, month) => `${weekday}, ${day === 1 ? "primeiro" : number(day)} de ${month}`,
  bare: (weekday, day) => `${weekday}, ${day === 1 ? "primeiro" : number(day)}`,
  to: "a",
  time: (hour, minute) =>
    minute === 0 && hour % 12 === 0
      ? hour === 0
        ? "meia-noite"
        : "meio-dia"
      : `${hour === 1 ? "uma" : hour === 2 ? "duas" : number(hour)}${minute > 0 ? ` e ${number(minute)}` : hour === 1 ? " hora" : " horas"}`,
  night: ["uma noite", "noites"],
  adult: ["um adulto", "adultos"],
  child: ["uma criança", "crianças"],
  and: "e",
  or: "ou",
  marks: ["arroba", "ponto", "hífen", "sublinhado", "mais"],
});
