import { offerPerson, startTransfer } from "../goals/transfer";
import { newForm } from "../goals/forms";
import type { Turn } from "./turn";

const open = (t: Turn): void => t.ask("open", t.phrase("howCanIHelp"), { kind: "open" });

/** Closes the call; a refusal by the line means that something confirmed has no record yet. */
export async function sayGoodbye(t: Turn, reason: "done" | "abuse" | "silence" | "wrong_number", words = t.opening.closing): Promise<void> {
  const result = await t.call("end_call", { reason });
  if (!result.ok && result.code === "not_allowed") {
    t.ask("open", result.ask, { kind: "open" }, result.facts.map((f) => f.id));
    return;
  }
  t.say(words);
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

/**
 * What belongs to no goal: the recording, who is speaking, language, repeats, abuse. True when the turn is
 * answered by it.
 */
export async function handleMeta(t: Turn): Promise<boolean> {
  const { u, opening, state } = t;
  const has = (intent: (typeof u.intents)[number]): boolean => u.intents.includes(intent);
  const hotel = opening.hotel.spokenName;
  if (u.card) return aside(t, t.phrase("cardStop")), true;
  if (has("record_off") || has("record_on")) {
    const result = await t.call("set_recording", { on: has("record_on") && !has("record_off") });
    t.say(result.ok ? result.say : result.ask, result.facts.map((f) => f.id));
    t.reask();
    return true;
  }
  if (has("abuse")) return await abuse(t), true;
  if (has("robot")) return aside(t, t.phrase("robotYes", { hotel })), true;
  if (has("injection")) return aside(t, t.phrase("onlyHotel", { hotel })), true;
  if (has("language") && !/\bin english\b|\bspeak english\b/.test(u.text)) {
    t.say(t.phrase("onlyEnglish"));
    if (state.pending && state.pending.field !== "open") t.reask();
    else offerPerson(t, "The caller would like to speak another language.");
    return true;
  }
  if (has("child")) return t.ask("open", t.phrase("child"), { kind: "open" }), true;
  if (has("presence") || has("official")) {
    t.say(t.phrase("privacy"));
    t.push(newForm("message"));
    t.ask("messageOffer", t.phrase("offerMessage"), { kind: "yes_no" });
    return true;
  }
  if (has("repeat") && !has("book")) return repeat(t), true;
  if (has("slower")) return aside(t, t.phrase("slow")), true;
  if (has("hold_on") && !u.stay.arrival && u.answer !== "yes") return t.say(t.phrase("takeTime")), true;
  if (has("wrong_number")) return await sayGoodbye(t, "wrong_number", t.phrase("wrongNumber", { hotel })), true;
  if (has("restart")) {
    state.goals = [];
    delete state.pending;
    return aside(t, t.phrase("afresh")), true;
  }
  if (has("help") && !u.request) return aside(t, t.phrase("capabilities")), true;
  if (has("chitchat") && !has("goodbye") && u.intents.every((i) => ["chitchat", "greeting", "thanks"].includes(i))) return aside(t, t.phrase("fine")), true;
  if (has("person") && t.goal?.kind !== "transfer") return startTransfer(t), true;
  return false;
}

/** Nothing was understood: once more, then with another way, then a person. */
export function handleMiss(t: Turn): void {
  t.state.misses += 1;
  const { misses, pending } = t.state;
  if (misses >= 3) {
    t.state.misses = 0;
    t.say(t.phrase("notCaught"));
    return offerPerson(t, "The line did not understand the caller.");
  }
  if (!pending || pending.field === "open" || pending.field === "more") {
    t.say(t.phrase(misses > 1 ? "capabilities" : "notCaught"));
    return open(t);
  }
  t.say(t.phrase(misses > 1 ? "tryKeys" : "notCaught"));
  t.reask();
}
