import { findCard, hasCardForm, startsLikeCard } from "./cards";
import { findBirthDates, findDates } from "./dates";
import { findEmails } from "./emails";
import { findIbanForms, findIbans, findIds, findIps } from "./ids";
import { type DigitRun, digitRuns } from "./numbers";
import { countryOf, findWrittenPhones, isOtherNumber, isPhone, widen } from "./phones";
import type { Redaction, Span, TimedWord, Topic } from "./schema";

// U+E000 is private use: it is neither letter, digit nor mark, so no rule reads on across what is masked.
const MASK = "\uE000";

const TOPICS: Record<Topic, RegExp> = {
  card: /\b(?:credit|debit|card|visa|mastercard|amex|american express|tarjeta|karte|kreditkarte|carte|carta|kaart|creditcard|cartão|kort|kreditkort|kredittkort|betalkort)\b|কার্ড/iu,
  phone:
    /\b(?:phone|telephone|mobile|cell|callback|call (?:you|me)|reach (?:you|me)|whatsapp|(?:contact|best|my|your) number|teléfono|telefon|téléphone)\b|ফোন|মোবাইল/iu,
  booking:
    /\b(?:booking|reservation|confirmation|reference|itinerary)\b.{0,20}\b(?:number|code|id|is)\b|\b(?:booking|confirmation) code\b/iu,
  birth:
    /\b(?:date of birth|birth ?date|birthday|when (?:were you|was (?:he|she)) born|fecha de nacimiento|geburtsdatum|date de naissance)\b/iu,
  id: /\b(?:passport|social security|national id|id number|identity (?:card|number)|driver'?s? licen[cs]e|pasaporte|reisepass|passeport)\b/iu,
  iban: /\biban\b/iu,
};

/** What a turn is about. */
export const topicsOf = (text: string): Topic[] =>
  (Object.keys(TOPICS) as Topic[]).filter((topic) => TOPICS[topic].test(text));

const overlaps = (a: { start: number; end: number }, b: { start: number; end: number }) =>
  a.start < b.end && b.start < a.end;

/** Adds spans that touch none that stand already: rules that come first are surer. */
function add(spans: Span[], found: readonly Span[]): void {
  for (const span of found) if (!spans.some((other) => overlaps(other, span))) spans.push(span);
}

/** The text with stretches blanked out, every place unchanged. */
function mask(text: string, stretches: readonly { start: number; end: number }[]): string {
  let masked = text;
  for (const { start, end } of stretches)
    masked = masked.slice(0, start) + MASK.repeat(end - start) + masked.slice(end);
  return masked;
}

const SECURITY =
  /\b(?:cvv2?|cvc2?|security code|card verification|code on the back|three digits|código de seguridad|prüfnummer|cryptogramme)\b/iu;
const EXPIRY =
  /\b(?:exp(?:iry|ires?|iration)?|valid (?:thru|through|until)|good through|caduca|gültig bis|expire)\b/iu;
const EXPIRY_FIGURES = /(?<!\d)(?:0?[1-9]|1[0-2])\s?[/-]\s?(?:20)?\d{2}(?!\d|[/-])/g;

/** What follows a card: its expiry, its security code, and digits in the same breath. */
function findCardDetails(
  text: string,
  runs: readonly DigitRun[],
  spans: readonly Span[],
  cardTurn: boolean,
): Span[] {
  const found: Span[] = [];
  const lastCard = spans.filter((span) => span.kind === "card").at(-1);
  if (cardTurn) {
    for (const match of text.matchAll(EXPIRY_FIGURES)) {
      const before = text.slice(Math.max(0, match.index - 40), match.index);
      if (
        EXPIRY.test(before) ||
        (lastCard && match.index >= lastCard.end && match.index - lastCard.end < 20)
      ) {
        found.push({ start: match.index, end: match.index + match[0].length, kind: "card expiry" });
      }
    }
  }
  for (const run of runs) {
    const before = text.slice(Math.max(0, run.start - 40), run.start);
    const { length } = run.text;
    if (SECURITY.test(before) && length >= 3 && length <= 4)
      found.push({ start: run.start, end: run.end, kind: "security code" });
    if (!cardTurn) continue;
    if (EXPIRY.test(before) && length >= 3 && length <= 6)
      found.push({ start: run.start, end: run.end, kind: "card expiry" });
    // Nothing but the digits: whoever has just read a card reads its code.
    const alone =
      text.replace(/[^\p{L}\p{N}]/gu, "").length -
      text.slice(run.start, run.end).replace(/[^\p{L}\p{N}]/gu, "").length;
    if ((length === 3 || length === 4) && alone <= 8 && !isOtherNumber(text, run)) {
      found.push({ start: run.start, end: run.end, kind: "security code" });
    }
  }
  return found;
}

/** Cards within one turn; the groups that follow one in the same run are its expiry and code. */
function findCards(text: string, runs: readonly DigitRun[], about: boolean): Span[] {
  const found: Span[] = [];
  for (const run of runs) {
    const card = findCard(run.digits);
    const [first, last] = card ? [run.digits[card.start], run.digits[card.end - 1]] : [];
    if (card && first && last) {
      found.push({ start: first.start, end: last.end, kind: "card" });
      const after = run.digits[card.end];
      if (after) found.push({ start: after.start, end: run.end, kind: "security code" });
      continue;
    }
    // A card that was misheard, or broken off: announced, and begins like one.
    const announced = TOPICS.card.test(text.slice(Math.max(0, run.start - 60), run.start)) || about;
    const long = run.text.length >= 6 && run.text.length <= 25 && startsLikeCard(run.text);
    if (announced && long && !run.plus && !isOtherNumber(text, run))
      found.push({ start: run.start, end: run.end, kind: "card" });
    else if (
      /^1[56]$/.test(String(run.text.length)) &&
      hasCardForm(run.text) &&
      !run.listed &&
      !isOtherNumber(text, run)
    ) {
      // One digit misheard or mistyped breaks the check digit, not the secret.
      found.push({ start: run.start, end: run.end, kind: "card" });
    }
  }
  return found;
}

export interface TurnFindings {
  spans: Span[];
  /** All runs of digits that are no date, address or the like. */
  runs: DigitRun[];
}

/** Finds the personal data of one turn. `topics` are those of the turns before; `afterCard`: one was read lately. */
export function findPersonalData(
  text: string,
  country: string,
  topics: readonly Topic[],
  afterCard: boolean,
): TurnFindings {
  const region = countryOf(country);
  const spans: Span[] = [];
  add(spans, findEmails(text));
  add(spans, findIps(text));
  add(spans, findIbans(text));
  add(spans, findBirthDates(text, topics.includes("birth")));
  const dates = findDates(text);
  const readable = mask(text, [...spans, ...dates]);
  const runs = digitRuns(readable);
  add(spans, findCards(text, runs, topics.includes("card")));
  const cardTurn = afterCard || spans.some((span) => span.kind === "card");
  const free = runs.filter((run) => !spans.some((span) => overlaps(span, run)));
  add(
    spans,
    findCardDetails(
      mask(
        text,
        spans.filter((span) => span.kind !== "card"),
      ),
      free,
      spans,
      cardTurn,
    ),
  );
  add(spans, findIds(mask(text, [...spans, ...dates]), topics.includes("id")));
  const asked = topics.includes("phone") && !topics.includes("booking");
  const forms = findIbanForms(readable);
  if (topics.includes("iban") || TOPICS.iban.test(text))
    add(
      spans,
      forms.map((form) => ({ ...form, kind: "iban" })),
    );
  const rest = mask(readable, [...spans, ...forms]);
  if (!topics.includes("booking")) add(spans, findWrittenPhones(rest, region));
  for (const run of digitRuns(mask(rest, spans))) {
    const booking = topics.includes("booking") && !run.plus;
    if (!booking && isPhone(rest, run, region, asked)) add(spans, [{ ...widen(text, run), kind: "phone" }]);
  }
  return { spans: spans.sort((a, b) => a.start - b.start), runs };
}

/** The text with each span replaced by its placeholder. Spans in order, not overlapping. */
export function applySpans(text: string, spans: readonly Span[]): string {
  let out = "";
  let at = 0;
  for (const span of spans) {
    out += `${text.slice(at, span.start)}[${span.kind}]`;
    at = span.end;
  }
  return out + text.slice(at);
}

/**
 * The parts of the recording in which the spans were spoken. Words are found in the text one after the other; when
 * a span cannot be matched to any word, the whole turn is silenced rather than nothing.
 */
export function silencesOf(
  text: string,
  spans: readonly Span[],
  words: readonly TimedWord[],
): Redaction["silences"] {
  if (spans.length === 0 || words.length === 0) return [];
  const lower = text.toLowerCase();
  let cursor = 0;
  const placed = words.flatMap((word) => {
    const start = lower.indexOf(word.text.toLowerCase(), cursor);
    if (start < 0 || word.text === "") return [];
    cursor = start + word.text.length;
    return [{ ...word, start, end: cursor }];
  });
  const silences: Redaction["silences"] = [];
  for (const span of spans) {
    const covered = placed.filter((word) => overlaps(word, span));
    if (covered.length === 0) {
      return [
        {
          startMs: Math.min(...words.map((word) => word.startMs)),
          endMs: Math.max(...words.map((word) => word.endMs)),
        },
      ];
    }
    const range = {
      startMs: Math.min(...covered.map((word) => word.startMs)),
      endMs: Math.max(...covered.map((word) => word.endMs)),
    };
    const previous = silences.at(-1);
    if (previous && range.startMs <= previous.endMs) previous.endMs = Math.max(previous.endMs, range.endMs);
    else silences.push(range);
  }
  return silences;
}
