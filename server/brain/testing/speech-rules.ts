import type { Money } from "@/server/kernel/money";
import { spokenIn } from "@/server/kernel/spoken";
import { type ToolName, tools } from "@/server/tools";
import type { Conversation, Exchange } from "./converse";
import { textOf } from "./converse";

/** A broken rule of `line/speech.md`: its number, the turn and what was said. */
export interface Breach {
  rule: string;
  turn: number;
  text: string;
}

const words = (text: string): number => text.split(/\s+/).filter(Boolean).length;
const sentences = (text: string): string[] => text.split(/(?<=[.!?])\s+/).filter(Boolean);
const AMOUNT = /\b(?:euros?|dollars?|pounds?|cents)\b/;
const DONE =
  /\b(?:(?:is|are) (?:now )?(?:booked|cancelled|changed|confirmed|reported|logged|set for)|I (?:have )?(?:booked|cancelled|changed))\b/i;
const MACHINERY =
  /\b(?:let me (?:save|store|enter|process|check my)|system|database|tool|processing|loading|api|function|prompt|json|undefined|null|NaN)\b/i;
/** Effects that need no read-back: they alarm, identify, hold, or end. */
const FREE = new Set<ToolName>([
  "raise_emergency",
  "verify_guest",
  "quote_stay",
  "end_call",
  "set_recording",
  "set_language",
  "use_keypad",
]);

function shape(exchange: Exchange): string[] {
  const text = textOf(exchange);
  const broken: string[] = [];
  const emergency = exchange.calls.some((c) => c.name === "raise_emergency");
  if ((text.match(/\?/g) ?? []).length > 1 && !/Where are you\? Which|Where is it\? Which/.test(text))
    broken.push("2 one question");
  const long = exchange.says.some((s) => s.kind === "readback") || emergency || exchange.end !== undefined;
  const own = exchange.says.filter((s) => !exchange.calls.some((c) => c.say === s.text));
  if (!long && words(own.map((s) => s.text).join(" ")) > 32) broken.push("3 at most thirty words");
  if (!long && sentences(text).length > 3) broken.push("3 at most two sentences and a question");
  if (exchange.says.some((s) => words(s.text) > 34)) broken.push("3 in pieces");
  if (words(text) > 90) broken.push("3 far too long");
  if (emergency && sentences(text).some((s) => words(s) > 8)) broken.push("23 eight words a sentence");
  if (/[*#_[\]{}<>|•€$£%&@/\\]/.test(text)) broken.push("3 no symbols");
  if (/\d/.test(text)) broken.push("9 numbers are words");
  if (MACHINERY.test(text)) broken.push("15 no machinery");
  if (/\bon (?:the|its) way\b/i.test(text)) broken.push("14 nothing is on the way");
  return broken;
}

/** The first words: short, one question, and no doubt that a machine speaks. */
function opens(text: string): string[] {
  return [
    ...(words(text) > 20 ? ["1 at most twenty words"] : []),
    ...((text.match(/\?/g) ?? []).length === 1 ? [] : ["1 one open question"]),
    ...(/\b(?:assistant|automatic)\b/i.test(text) ? [] : ["1 says that it is an assistant"]),
  ];
}

/** Several rooms of one booking have one total, to the cent. */
function sumOf(facts: readonly string[], totals: ReadonlyMap<string, Money>): string[] {
  const parts = [...new Set(facts)].flatMap((id) => totals.get(id) ?? []);
  const [first] = parts;
  return first && parts.length > 1
    ? [spokenIn("en").money({ ...first, amount: parts.reduce((sum, part) => sum + part.amount, 0) })]
    : [];
}

/** Amounts and results are only said with a fact of this call behind them. */
function grounded(
  exchange: Exchange,
  spoken: ReadonlyMap<string, string>,
  totals: ReadonlyMap<string, Money>,
): string[] {
  const broken: string[] = [];
  for (const say of exchange.says) {
    if (say.facts.some((id) => !spoken.has(id))) broken.push("N2 an unknown fact is named");
    const behind = [...say.facts.map((id) => spoken.get(id) ?? ""), ...sumOf(say.facts, totals)];
    if (AMOUNT.test(say.text)) {
      const left = behind
        .filter((b) => AMOUNT.test(b))
        .sort((a, b) => b.length - a.length)
        .reduce(
          (text, fact) => text.replaceAll(fact, ""),
          say.text.replace(/^\p{Lu}/u, (c) => c.toLowerCase()),
        );
      if (AMOUNT.test(left) && !behind.some((b) => b === say.text))
        broken.push("10 an amount without its fact");
    }
  }
  const saysDone = exchange.says.some(
    (s) => DONE.test(s.text) && !/nothing is/i.test(s.text) && s.facts.length === 0 && s.kind !== "readback",
  );
  if (saysDone && !exchange.calls.some((c) => c.ok)) broken.push("13 done without a result");
  return broken;
}

/** An effect follows a read-back or an offer of it, and a clear answer. */
function agreed(exchange: Exchange, before: Exchange | undefined): string[] {
  const effects = exchange.calls.filter((c) => tools[c.name].effect !== "read" && !FREE.has(c.name));
  if (effects.length === 0 || exchange.guest === "") return [];
  const asked =
    before &&
    /\?\s*$/.test(textOf(before)) &&
    (before.says.some((s) => s.kind === "readback") || /shall I|may I/i.test(textOf(before)));
  const broken: string[] = [];
  if (!asked) broken.push("11 an effect without a read-back");
  if (
    /^(?:m+h*m*|hm+|uh huh|maybe)[.!]?$/i.test(exchange.guest.trim()) ||
    exchange.guest.trim().endsWith("?")
  )
    broken.push("11 that was no yes");
  return broken;
}

/** Checks every rule of speech that a transcript can show. Empty when all hold. */
export function speechBreaches(call: Conversation): Breach[] {
  const spoken = new Map<string, string>();
  const totals = new Map<string, Money>();
  for (const entry of call.hotel.log)
    for (const fact of entry.facts) {
      spoken.set(fact.id, fact.spoken);
      if (fact.name === "total" && entry.name === "quote_stay") totals.set(fact.id, fact.value as Money);
    }
  const breaches: Breach[] = [];
  call.exchanges.forEach((exchange, turn) => {
    const before = call.exchanges[turn - 1];
    // A silence in between leaves the question open.
    const asking = call.exchanges.slice(0, turn).findLast((e, i) => i === 0 || e.guest !== "");
    const text = textOf(exchange);
    for (const rule of [
      ...(turn === 0 ? opens(text) : shape(exchange)),
      ...grounded(exchange, spoken, totals),
      ...agreed(exchange, asking),
    ])
      breaches.push({ rule, turn, text });
    if (turn > 0 && text === "" && !call.exchanges.slice(0, turn + 1).some((e) => e.end))
      breaches.push({ rule: "the line says nothing", turn, text });
    const repeated =
      before !== undefined &&
      exchange.guest !== "" &&
      exchange.guest === before.guest &&
      text === textOf(before);
    if (turn > 1 && repeated && exchange.says.length === 1)
      breaches.push({ rule: "4 the same question to the same answer", turn, text });
  });
  return breaches;
}
