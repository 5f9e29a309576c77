import { newForm } from "../goals/new-form";
import { offerPayment } from "../goals/pay";
import { offerPerson, startTransfer } from "../goals/transfer";
import type { Secret } from "../nlu/secrets";
import { isWorded } from "../say/phrase";
import type { Turn } from "./turn";

const open = (t: Turn): void => t.ask("open", t.phrase("howCanIHelp"), { kind: "open" });

/** Closes the call; a refusal by the line means that something confirmed has no record yet. */
export async function sayGoodbye(
  t: Turn,
  reason: "done" | "abuse" | "silence" | "wrong_number",
  words?: string,
): Promise<void> {
  const result = await t.call("end_call", { reason });
  if (!result.ok && result.code === "not_allowed") {
    t.ask(
      "open",
      result.ask,
      { kind: "open" },
      result.facts.map((f) => f.id),
    );
    return;
  }
  // The line's answer is in the language the call is held in by now, the opening's in that of its beginning.
  t.say(words ?? (result.ok ? result.say : t.opening.closing));
  t.end = reason;
}

async function abuse(t: Turn): Promise<void> {
  t.state.abuse += 1;
  if (t.state.abuse > 1) return sayGoodbye(t, "abuse", t.phrase("abuseEnd"));
  t.say(t.phrase("boundary"));
  t.reask();
}

function repeat(t: Turn): void {
  const { lastSaid } = t.state;
  if (lastSaid.length === 0) return open(t);
  for (const piece of lastSaid) t.say(piece.text, piece.facts, piece.kind);
  t.state.unheard = [];
}

/** Speaks an aside and returns to the open question. */
function aside(t: Turn, text: string): void {
  t.say(text);
  t.reask();
}

/** `go_on`: something was said, and the goal of the call still has the turn. */
type Reply = (t: Turn) => unknown;
type Intent = Turn["u"]["intents"][number];

async function recording(t: Turn): Promise<void> {
  const result = await t.call("set_recording", { on: !t.u.intents.includes("record_off") });
  t.say(
    result.ok ? result.say : result.ask,
    result.facts.map((f) => f.id),
  );
  t.reask();
}

const LANGUAGES: readonly (readonly [RegExp, string])[] = [
  [/\benglish\b/, "en"],
  [/\b(?:german|deutsch)\b/, "de"],
  [/\b(?:spanish|espa\w+|habla)\b/, "es"],
  [/\b(?:french|fran\w+|parlez)\b/, "fr"],
  [/\bitalian\w*\b/, "it"],
];

/** From here on in another language; the open question is worded anew. */
function inLanguage(t: Turn, code: string, words: string): "go_on" | undefined {
  t.state.language = code;
  t.say(words);
  delete t.state.pending;
  // What was asked is in the old language: the goal asks it again in the new one.
  if (t.goal) return "go_on";
  open(t);
  return undefined;
}

/** Switches where this brain has all its words in that language; for another one a person is offered. */
async function language(t: Turn): Promise<unknown> {
  const wanted = LANGUAGES.find(([regex]) => regex.test(t.u.text))?.[1];
  if (wanted && isWorded(wanted)) {
    const result = await t.call("set_language", { language: wanted });
    if (result.ok) return inLanguage(t, result.data.language, result.say);
  }
  t.say(t.phrase("otherLanguage"));
  if (t.state.pending && t.state.pending.field !== "open") t.reask();
  else offerPerson(t, "The caller would like to speak another language.");
  return undefined;
}

/** "I would rather type it": the keys are opened for what is being asked, where keys can answer it. */
async function keypad(t: Turn): Promise<void> {
  const expect = t.state.pending?.expect;
  if (expect?.kind !== "digits") return aside(t, t.phrase("tryKeys"));
  const purpose = expect.purpose === "room" ? "code" : expect.purpose;
  const result = await t.call("use_keypad", { purpose, length: Math.min(20, expect.max) });
  t.say(
    result.ok ? result.say : t.phrase("tryKeys"),
    result.facts.map((f) => f.id),
  );
}

/** The same words for present, absent and unknown, whoever asks. */
function presence(t: Turn): void {
  t.say(t.phrase("privacy"));
  t.push(newForm("message"));
  t.ask("messageOffer", t.phrase("offerMessage"), { kind: "yes_no" });
}

function restart(t: Turn): void {
  t.state.goals = [];
  delete t.state.pending;
  aside(t, t.phrase("afresh"));
}

const hotelOf = (t: Turn): { hotel: string } => ({ hotel: t.opening.hotel.spokenName });
const onlyGreets = (t: Turn): boolean =>
  t.u.intents.every((i) => ["chitchat", "greeting", "thanks"].includes(i));

/** In order of precedence; `when` narrows an intent that words alone would give too often. */
const replies: readonly { intents: readonly Intent[]; when?: (t: Turn) => boolean; reply: Reply }[] = [
  { intents: ["record_off", "record_on"], reply: recording },
  { intents: ["abuse"], reply: abuse },
  { intents: ["robot"], reply: (t) => aside(t, t.phrase("robotYes", hotelOf(t))) },
  { intents: ["injection"], reply: (t) => aside(t, t.phrase("onlyHotel", hotelOf(t))) },
  {
    intents: ["language"],
    when: (t) => t.state.language !== "en" || !/\benglish\b/.test(t.u.text),
    reply: language,
  },
  { intents: ["keypad"], reply: keypad },
  { intents: ["child"], reply: (t) => t.ask("open", t.phrase("child"), { kind: "open" }) },
  { intents: ["presence", "official"], reply: presence },
  { intents: ["repeat"], when: (t) => !t.u.intents.includes("book"), reply: repeat },
  { intents: ["slower"], reply: (t) => aside(t, t.phrase("slow")) },
  {
    intents: ["hold_on"],
    when: (t) => !t.u.stay.arrival && t.u.answer !== "yes",
    reply: (t) => t.say(t.phrase("takeTime")),
  },
  {
    intents: ["wrong_number"],
    reply: (t) => sayGoodbye(t, "wrong_number", t.phrase("wrongNumber", hotelOf(t))),
  },
  { intents: ["restart"], reply: restart },
  { intents: ["help"], when: (t) => !t.u.request, reply: (t) => aside(t, t.phrase("capabilities")) },
  { intents: ["chitchat"], when: onlyGreets, reply: (t) => aside(t, t.phrase("fine")) },
  { intents: ["person"], when: (t) => t.goal?.kind !== "transfer", reply: startTransfer },
];

/** A number that must not be said: the caller is stopped kindly, and none of it was read. True when it was one. */
export async function handleSecret(t: Turn): Promise<boolean> {
  const { secret } = t.u;
  if (secret === "card") t.state.card = true;
  else delete t.state.card;
  if (!secret) return false;
  const goal = t.goal;
  // What came before it in this number was part of it.
  if (goal?.kind === "booking") goal.partialDigits = "";
  delete t.state.said.phone;
  await stopSecret(t, secret);
  return true;
}

/** The number goes no further, whichever it is. */
export async function stopSecret(t: Turn, secret: Secret): Promise<void> {
  if (secret === "card") return stopCard(t);
  aside(t, t.phrase("documentStop"));
}

/** The card goes no further, and how to pay instead is offered: at once, or after what is being talked about. */
async function stopCard(t: Turn): Promise<void> {
  t.state.card = true;
  t.say(t.phrase("cardStop"));
  if (!t.goal) return offerPayment(t);
  const paying = t.goal.kind === "transfer" || (t.goal.kind === "stay" && t.goal.want === "pay");
  if (!paying && !t.state.payLater) {
    t.state.payLater = true;
    t.say(t.phrase("payAfter"));
  }
  t.reask();
}

/**
 * What belongs to no goal: the recording, who is speaking, language, repeats, abuse. True when the turn is
 * answered by it.
 */
export async function handleMeta(t: Turn): Promise<boolean> {
  const hit = replies.find((r) => r.intents.some((i) => t.u.intents.includes(i)) && (r.when?.(t) ?? true));
  return hit !== undefined && (await hit.reply(t)) !== "go_on";
}

/** So many turns in a row without being understood, and a person is offered: sooner where fewer words are known. */
const mostMisses = ({ spoken }: Turn): number => (spoken.language === "en" ? 3 : 2);

/**
 * Nothing was understood: once more, then with another way, then a person. Where the offer of one is not understood either,
 * the call ends with what to do instead of going round.
 */
export async function handleMiss(t: Turn): Promise<void> {
  t.state.misses += 1;
  const { misses, pending } = t.state;
  if (misses >= mostMisses(t)) {
    t.state.misses = 0;
    if (pending?.field === "transfer" || pending?.field === "callbackOffer")
      return sayGoodbye(t, "done", t.phrase("callAgain"));
    t.say(t.phrase(t.spoken.language === "en" ? "notCaught" : "dontFollow"));
    return offerPerson(t, "The line did not understand the caller.");
  }
  if (!pending || pending.field === "open" || pending.field === "more") {
    t.say(t.phrase(misses > 1 ? "capabilities" : "notCaught"));
    return open(t);
  }
  t.say(t.phrase(misses > 1 ? "tryKeys" : "notCaught"));
  t.reask();
}
