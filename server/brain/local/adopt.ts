import type { Expectation, GuestTurn } from "@/server/brain/port";
import type { CallOpening } from "@/server/line/contract";
import { newGoals } from "./dialogue/handle";
import { LocalDialogue } from "./dialogue/local-dialogue";
import { asked, type Goal, newState, readState, type Said, type State } from "./dialogue/state";
import { SENTENCES, Turn } from "./dialogue/turn";
import { hearBooking } from "./goals/booking";
import { fillContact } from "./goals/contact";
import { hearForm } from "./goals/forms";
import { fillStay } from "./goals/slots";
import { answerIn } from "./nlu/answers";
import { type Understanding, understand } from "./nlu/understand";
import { expectationOf, fieldOf, questionText } from "./questions";

/**
 * The local brain's memory kept up to date while another brain holds the call, so that the local one can go on in
 * mid-call and asks nothing twice. Every method changes the memory it is given.
 */
export type Memory = State;

export const newMemory = (language: string): Memory => newState(language);
export const readMemory = (snapshot: unknown): Memory | undefined => readState(snapshot);

/** The local dialogue that goes on from this memory; its own snapshot is the memory afterwards. */
export const resumeFrom = (opening: CallOpening, memory: Memory): LocalDialogue =>
  new LocalDialogue(opening, structuredClone(memory));

export const expects = (memory: Memory): Expectation => memory.pending?.expect ?? { kind: "open" };
/** A topic is open: a booking half made, a change not yet decided. */
export const isBusy = (memory: Memory): boolean => memory.goals.length > 0;

/** The memory waits for nothing. */
const cut = AbortSignal.abort();
const noTools = (): Promise<never> => Promise.reject(new Error("The memory calls no tool."));

/** What the guest said in a turn that another brain has answered. */
export function noteTurn(
  memory: Memory,
  opening: CallOpening,
  guest: GuestTurn,
  now: Date,
  sense: Sense = senseOf(memory, opening, guest, now),
): void {
  const u = sense.understood;
  const io = { callTool: noTools, now: () => now, signal: cut };
  const t = new Turn(memory, opening, io, guest, u, noTools);
  const pending = memory.pending;
  if (pending && guest.source === "keypad" && isWhole(guest.text, pending.expect)) delete pending.keypad;
  const field = pending?.field;
  const current = t.goal;
  const wishes = newGoals(t).filter((goal) => goal.kind !== "emergency" && goal.kind !== "transfer");
  if (current) hear(t, current, field);
  for (const goal of wishes) {
    memory.goals.push(goal);
    hear(t, goal, field);
  }
  if (!t.goal) fillContact(t);
  if (pending) memory.pending = pending;
  memory.turns += 1;
  memory.counter += 1;
}

function hear(t: Turn, goal: Goal, field: string | undefined): void {
  const { u, state } = t;
  if (goal.kind === "booking") {
    hearBooking(t, goal);
    if ((field === "offer" || field === "confirm") && goal.quote && u.answer === "yes") goal.accepted = true;
  } else if (goal.kind === "form") hearForm(t, goal);
  else if (goal.kind === "stay") {
    if (field === "surname" || field === "name") {
      fillContact(t);
      if (state.last && !goal.surname) goal.surname = state.last;
    }
    if (goal.want === "change" && !field?.startsWith("factor")) fillStay(goal, u, field);
  }
}

/** What the line said last, with its question as the one whose answer comes next. */
export function noteSaid(
  memory: Memory,
  opening: CallOpening,
  said: readonly (Omit<Said, "facts"> & { facts: readonly string[] })[],
): void {
  if (said.length === 0) return;
  memory.lastSaid = said.map(({ text, kind, facts }) => ({ text, kind, facts: [...facts] }));
  const question = said
    .flatMap((piece) => piece.text.split(SENTENCES))
    .filter((sentence) => sentence.endsWith("?"))
    .at(-1);
  const typing = memory.pending?.keypad;
  if (!question) {
    // "Take your time": the keys are still awaited, unless two turns have gone by without any.
    if (typing === undefined || memory.turns - typing > MOST_TURNS_WITHOUT_KEYS) delete memory.pending;
    return;
  }
  if (memory.pending && typing === memory.turns) {
    memory.pending.again = question;
    return;
  }
  const text = questionText(question, memory.language);
  const field = fieldOf(text, said.map((piece) => piece.text).join(" "), memory);
  const before = memory.pending;
  memory.pending = {
    field,
    expect: expectationOf(field, text, opening),
    asked: before?.field === field ? before.asked + 1 : 1,
    again: question,
    facts: [...(said.at(-1)?.facts ?? [])],
    kind: said.at(-1)?.kind ?? "question",
  };
}

/** Turns of other words after which the keypad's answer is no longer awaited. */
const MOST_TURNS_WITHOUT_KEYS = 2;

/** As many keys as were asked for: a pause in the middle of a number is no answer. */
const isWhole = (keys: string, expect: Expectation): boolean =>
  expect.kind !== "digits" || keys.length >= expect.min;

/** What another brain must know of an utterance before it answers, by the local rules. */
export interface Sense {
  answer?: "yes" | "no" | "hedge";
  emergency: boolean;
  /** A number that must not be spoken is read out: a card, a passport. */
  secret: boolean;
  /** A question about the house that stands alone. */
  houseQuestion: boolean;
  /** Days the words name. */
  dates: string[];
  understood: Understanding;
}

export function senseOf(memory: Memory, opening: CallOpening, guest: GuestTurn, now: Date): Sense {
  const u = understand(guest, opening, now, asked(memory));
  const { arrival, departure, issues } = u.stay;
  // In another language the English reading holds only for words that its own does not doubt: "super, aber".
  const own = answerIn(memory.language, guest.text);
  const answer = own === "doubt" ? undefined : (own ?? u.answer);
  return {
    ...(answer ? { answer } : {}),
    emergency: u.emergency !== undefined || memory.goals.at(-1)?.kind === "emergency",
    secret: u.secret !== undefined,
    houseQuestion: u.hotelQuestion !== undefined && u.question,
    dates: [...new Set([arrival, departure, ...issues.flatMap((i) => i.options)])].filter(
      (d): d is string => d !== undefined,
    ),
    understood: u,
  };
}

/** What is known of the open topics, in words for a model. */
export function gist(memory: Memory): string[] {
  const lines: string[] = [];
  const name = [memory.first, memory.last].filter(Boolean).join(" ");
  if (name) lines.push(`name ${name}`);
  if (memory.phone) lines.push(`phone ${memory.phone}`);
  if (memory.email) lines.push(`e-mail ${memory.email}`);
  if (memory.room) lines.push(`room ${memory.room}`);
  for (const goal of memory.goals) {
    if (goal.kind !== "booking" && goal.kind !== "stay") continue;
    const { arrival, departure, nights, adults, childAges, roomType } = goal;
    const parts = [
      arrival && `arrival ${arrival}`,
      departure && `departure ${departure}`,
      nights && `${nights} nights`,
      adults && `${adults} adults`,
      childAges?.length && `children aged ${childAges.join(", ")}`,
      roomType && `room type ${roomType}`,
      goal.kind === "booking" && goal.quote && `held ${goal.quote.handle} (${goal.quote.roomType})`,
      goal.kind === "booking" && goal.accepted && "the offer was accepted",
      goal.kind === "stay" && goal.change && `preview ${goal.change}`,
    ].filter(Boolean);
    lines.push(
      `${goal.kind === "booking" ? "a new booking" : `${goal.want} a booking`}: ${parts.join(", ") || "nothing yet"}`,
    );
  }
  for (const stay of memory.stays)
    lines.push(`${stay.handle}: ${stay.label}, ${stay.arrival} to ${stay.departure}, ${stay.status}`);
  return lines;
}
