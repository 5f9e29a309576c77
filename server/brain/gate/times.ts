import {
  type At,
  COUNTED,
  CURRENCY,
  type Keep,
  MONTHS,
  type Span,
  type SpanOf,
  type TimeValue,
} from "./value";
import type { Num, Token } from "./words";

const MERIDIEM: Readonly<Record<string, "am" | "pm">> = { am: "am", "a.m": "am", pm: "pm", "p.m": "pm" };

/** Part of the day said right after a time: where it ends and which half of the day it means. */
function halfAfter(at: At, to: number): { half?: "am" | "pm"; to: number } {
  if (MERIDIEM[at(to)]) return { half: MERIDIEM[at(to)] as "am" | "pm", to: to + 1 };
  if ((at(to) === "a" || at(to) === "p") && at(to + 1) === "." && at(to + 2) === "m")
    return { half: at(to) === "a" ? "am" : "pm", to: to + 3 };
  if (at(to) === "a" && at(to + 1) === "m") return { half: "am", to: to + 2 };
  if (at(to) === "p" && at(to + 1) === "m") return { half: "pm", to: to + 2 };
  if (at(to) === "in" && at(to + 1) === "the") {
    if (at(to + 2) === "morning") return { half: "am", to: to + 3 };
    if (at(to + 2) === "afternoon" || at(to + 2) === "evening") return { half: "pm", to: to + 3 };
  }
  if (at(to) === "at" && at(to + 1) === "night") return { half: "pm", to: to + 2 };
  return { to };
}

function timeValue(
  hour: number,
  minute: number,
  half: "am" | "pm" | undefined,
  where: Span,
): TimeValue | undefined {
  if (hour > 24 || minute > 59) return undefined;
  const base = (hour % 24) * 60 + minute;
  const minutes =
    half === "pm"
      ? [hour < 12 ? base + 720 : base]
      : half === "am"
        ? [hour === 12 ? minute : base]
        : hour > 12 || hour === 0
          ? [base]
          : [base, (base + 720) % 1440];
  return { kind: "time", minutes, ...where };
}

const BEFORE_TIME = new Set([
  "at",
  "until",
  "till",
  "from",
  "by",
  "to",
  "before",
  "after",
  "around",
  "about",
  "between",
  "and",
  "past",
]);

export function readTimes(
  tokens: readonly Token[],
  numbers: readonly Num[],
  at: At,
  span: SpanOf,
  keep: Keep,
): void {
  tokens.forEach((token, i) => {
    if (token.w === "noon" || token.w === "midday")
      keep({ kind: "time", minutes: [720], ...span(i, i + 1) }, i, i + 1);
    if (token.w === "midnight") keep({ kind: "time", minutes: [0], ...span(i, i + 1) }, i, i + 1);
    const clock = /^(\d{1,2})[:.](\d{2})$/.exec(token.w);
    if (clock) {
      const { half, to } = halfAfter(at, i + 1);
      keep(timeValue(Number(clock[1]), Number(clock[2]), half, span(i, to)), i, to);
    }
  });
  for (const n of numbers) {
    if (n.ordinal || n.value > 24 || !Number.isInteger(n.value) || CURRENCY[at(n.to)]) continue;
    readSpokenTime(n, numbers, at, span, keep);
  }
}

/** "half past six in the morning", "a quarter to nine", "seven oh five p m", "eleven fifteen at night", "until nine". */
function readSpokenTime(n: Num, numbers: readonly Num[], at: At, span: SpanOf, keep: Keep): void {
  const joint = at(n.at - 1);
  const lead = at(n.at - 2);
  if ((joint === "past" || joint === "to") && (lead === "half" || lead === "quarter")) {
    const { half, to } = halfAfter(at, n.to);
    const past = joint === "past" ? n.value * 60 + (lead === "half" ? 30 : 15) : n.value * 60 - 15;
    return keep(timeValue(Math.floor(past / 60), past % 60, half, span(n.at - 2, to)), n.at - 2, to);
  }
  const oh = at(n.to) === "oh" || at(n.to) === "o" ? numbers.find((m) => m.at === n.to + 1) : undefined;
  const next = oh ?? numbers.find((m) => m.at === n.to && m.value >= 10 && m.value < 60);
  const end = next && !COUNTED.test(at(next.to)) && !CURRENCY[at(next.to)] ? next.to : n.to;
  const minute = end === n.to ? 0 : (next?.value ?? 0);
  const clock = at(end) === "o'clock" || at(end) === "oclock" ? end + 1 : end;
  const { half, to } = halfAfter(at, clock);
  const placed = BEFORE_TIME.has(joint) && !COUNTED.test(at(end)) && !MONTHS.includes(at(end)) && n.value > 0;
  // "from seven to ten": a time only where nothing is counted and no money follows.
  const bare =
    placed && n.value <= 24 && (/^(?:at|until|till|from|by)$/.test(joint) || followsTime(n, numbers, at));
  if (half || clock > end || (bare && !CURRENCY[at(end)]))
    keep(timeValue(n.value, minute, half, span(n.at, to)), n.at, to);
}

const followsTime = (n: Num, numbers: readonly Num[], at: At): boolean =>
  (at(n.at - 1) === "to" || at(n.at - 1) === "and") &&
  numbers.some(
    (m) =>
      m.to === n.at - 1 &&
      (/^(?:from|between)$/.test(at(m.at - 1)) ||
        (/^(?:past|to)$/.test(at(m.at - 1)) && /^(?:half|quarter)$/.test(at(m.at - 2)))),
  );
