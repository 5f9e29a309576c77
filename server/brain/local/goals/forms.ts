import type { Expectation } from "@/server/brain/port";
import { addDays, businessDate, localTime } from "@/server/kernel/dates";
import { findDays } from "../dates/find";
import type { FormGoal } from "../dialogue/state";
import type { Turn } from "../dialogue/turn";
import { readRoomNumber } from "../nlu/digits";
import { readName } from "../nlu/names";
import { readRequest } from "../nlu/requests";
import { readTime } from "../nlu/times";
import type { PhraseKey } from "../say/phrase";
import { fillContact, phoneEnding } from "./contact";
import type { FormName } from "./new-form";

interface Field {
  id: string;
  ask: PhraseKey;
  expect: (t: Turn) => Expectation;
}
const text = (): Expectation => ({ kind: "text" });
const name = (t: Turn): Expectation => ({ kind: "name", candidates: t.opening.names.slice(0, 40) });

const room: Field = {
  id: "room",
  ask: "askRoom",
  expect: () => ({ kind: "digits", purpose: "room", min: 1, max: 5 }),
};
const who: Field = { id: "name", ask: "askYourName", expect: name };
const phone: Field = {
  id: "phone",
  ask: "askYourPhone",
  expect: () => ({ kind: "digits", purpose: "phone", min: 6, max: 15 }),
};
const what: Field = { id: "what", ask: "askWhat", expect: text };

/** What each form must know before it may be read back, in the order it is asked. */
const fields: Record<FormName, readonly Field[]> = {
  request: [{ ...what, ask: "askRequestWhat" }, room, who],
  complaint: [what, who, phone],
  wakeup: [{ id: "time", ask: "askWakeTime", expect: () => ({ kind: "time" }) }, room, who],
  wakeup_cancel: [room, who],
  dnd: [room, who],
  message: [
    { id: "recipient", ask: "askRecipient", expect: text },
    { id: "text", ask: "askMessage", expect: text },
    who,
  ],
  lost: [
    { id: "item", ask: "askItem", expect: text },
    { id: "where", ask: "askItemWhere", expect: text },
    who,
    phone,
  ],
  callback: [who, phone],
  waitlist: [who, phone],
  group: [who, phone],
  status: [room, who],
  withdraw: [room, who],
};

/** Kinds that are not about a room one is in: the guest is reached by phone instead. */
const byPhone = new Set([
  "early_checkin",
  "complaint",
  "feedback",
  "prearrival_setup",
  "dietary_or_allergy",
  "accessibility_need",
  "verification_help",
  "manager_callback",
  "other",
  "events_team",
]);

export const needsPhone = (form: FormGoal): boolean =>
  form.requestKind !== undefined && byPhone.has(form.requestKind);

function known(t: Turn, form: FormGoal, id: string): boolean {
  if (id === "name")
    return t.state.last !== undefined || t.state.first !== undefined || form.values.nameless === "yes";
  if (id === "phone") return t.state.phone !== undefined;
  if (id === "room") return t.state.room !== undefined;
  return form.values[id] !== undefined;
}

/** The words of a wish without the politeness around it. */
const strip = (raw: string): string =>
  raw
    .trim()
    .replace(
      /^(?:(?:please|um|uh|well|so|hi|hello|okay|ok|yes|sure|just|it's|it is|that|the message is|tell (?:him|her|them)(?: that)?|say(?: that)?)[, ]+)+/i,
      "",
    )
    .replace(/[.!?\s]+$/, "")
    .slice(0, 500);

function fillWakeup(t: Turn, form: FormGoal): void {
  const { u, state } = t;
  const asked = state.pending?.field === "time";
  const forTime = u.text.replace(/\broom (?:number )?\d+(?: \d+)*/g, " ");
  const bare =
    asked && /^(?:at )?(\d{1,2})$/.test(forTime.trim())
      ? `at ${forTime.trim().replace(/^at /, "")}`
      : forTime;
  const time = readTime(bare, "wakeup");
  if (time) form.values.time = time.time;
  const day = findDays(
    time ? bare.slice(0, time.start) + " ".repeat(time.end - time.start) + bare.slice(time.end) : forTime,
    t.today,
  )
    .at(-1)
    ?.resolve(t.today);
  if (day?.days[0] && !day.doubt) form.values.date = day.days[0];
  if (form.values.time && !form.values.date) {
    const { timeZone, auditHour } = t.opening.hotel;
    const today = businessDate(t.now, timeZone, auditHour);
    form.values.date = form.values.time > localTime(t.now, timeZone) ? today : addDays(today, 1);
  }
}

function fillMessage(t: Turn, form: FormGoal): void {
  const { u, state } = t;
  const field = state.pending?.field;
  if (field === "text") form.values.text = strip(u.raw);
  if (field === "recipient") {
    const to = readName(
      u.named.raw.replace(/^.*\b(?:for|to)\b/i, ""),
      u.named.text.replace(/^.*\b(?:for|to)\b/, ""),
      true,
    );
    if (to?.last) form.values.recipient = [to.first, to.last].filter(Boolean).join(" ");
    return;
  }
  if (field === "text" || form.values.recipient) return;
  const m =
    /\b(?:message (?:for|to)|tell|let|to)\s+((?:(?:mr|mrs|ms|miss|dr)\.? )?[\p{L}'-]+(?: [\p{L}'-]+)?)(?=$|[,.]| that\b| in room| please| know| saying)(?:.*?\b(?:that|know|saying)\s+(.+))?/iu.exec(
      u.raw,
    );
  const to = m ? readName(m[1] as string, (m[1] as string).toLowerCase(), true) : undefined;
  if (to?.last && !/^(?:guest|someone|somebody|friend|wife|husband)$/i.test(to.last))
    form.values.recipient = [to.first, to.last].filter(Boolean).join(" ");
  if (m?.[2] && form.values.recipient) form.values.text = strip(m[2]);
}

function fillWords(t: Turn, form: FormGoal): void {
  const { u, state } = t;
  const field = state.pending?.field;
  if (form.form === "request" || form.form === "complaint") {
    const again = readRequest(u.text, false);
    if (again?.items && (field === "what" || field === "confirm" || !form.values.what)) {
      form.items = again.items;
      form.values.what = again.items.map((i) => `${i.qty} ${i.item}`).join(" and ");
      if (u.foreign) form.values.said = strip(u.raw);
    }
    if (again && !form.requestKind) form.requestKind = again.kind;
    if (again?.urgency) form.urgency = again.urgency;
    if (field === "what" && !again?.items) form.values.what = strip(u.raw);
  }
  if (form.form === "lost") {
    const m =
      /\b(?:left|lost|forgot|forgotten|misplaced|missing) (?:\w+ )??((?:my|our|a|an|the|some) [\p{L}'\d -]+?)(?= (?:in|at|on|by|near|behind|under|when|yesterday|last|this|and|during)\b|[,.!?]|$)/iu.exec(
        u.raw,
      );
    if (field === "item") form.values.item = strip(u.raw);
    else if (m && !form.values.item)
      form.values.item = (m[1] as string).replace(/^(?:my|our)\b/i, "a").trim();
    const where =
      /\b((?:in|at|on|by|near|under|behind) (?:the |our |my |room )[\p{L}\d ]+?)(?=[,.!?]|$| yesterday| last| this| when)/iu.exec(
        u.raw,
      );
    if (field === "where") form.values.where = strip(u.raw);
    else if (where && !form.values.where) form.values.where = (where[1] as string).trim();
  }
}

/** Reads one utterance into a form. */
export function hearForm(t: Turn, form: FormGoal): void {
  const { state } = t;
  const before = JSON.stringify([form, state.room, state.last, state.phone]);
  fillForm(t, form);
  t.changed = before !== JSON.stringify([form, state.room, state.last, state.phone]);
}

function fillForm(t: Turn, form: FormGoal): void {
  const { u, state } = t;
  const field = state.pending?.field;
  const free = field === "text" || field === "what" || field === "item";
  if (form.form === "wakeup" || form.form === "wakeup_cancel") fillWakeup(t, form);
  if (
    form.form === "dnd" &&
    /\b(?:off|remove|lift|end|again|no longer|stop)\b/.test(u.text) &&
    /\b(?:do not disturb|calls)\b/.test(u.text)
  )
    form.values.off = "yes";
  if (form.form === "message") fillMessage(t, form);
  fillWords(t, form);
  if (!(form.form === "message" && (free || field === "recipient"))) {
    const number = readRoomNumber(u.text, field === "room");
    if (number) state.room = number;
  }
  const introduces =
    form.form !== "message" ||
    /^(?:name|spell|phone)/.test(field ?? "") ||
    /\b(?:my name is|this is)\b/.test(u.text);
  if (!free && field !== "recipient" && field !== "where" && introduces) fillContact(t);
  if (field === "name" && state.nameMisses >= 2 && !state.last) form.values.nameless = "yes";
}

/** Asks the next thing a form needs. False when it is complete. */
export function askForm(t: Turn, form: FormGoal): boolean {
  const { state, opening } = t;
  // The request of this call needs nothing to find it by.
  if (state.request && (form.form === "status" || form.form === "withdraw")) return false;
  const wanted = fields[form.form]
    .flatMap((f) => (f.id === "room" && needsPhone(form) ? [] : [f]))
    .concat(form.form === "request" && needsPhone(form) ? [phone] : []);
  const next = wanted.find((f) => !known(t, form, f.id));
  if (!next) return false;
  if (
    next.id === "phone" &&
    opening.caller.number &&
    state.pending?.field !== "phoneHint" &&
    state.pending?.field !== "phone"
  ) {
    t.ask("phoneHint", t.phrase("askPhoneHint", { digits: phoneEnding(t, opening.caller.number) }), {
      kind: "yes_no",
    });
    return true;
  }
  if (state.pending?.field === next.id) t.say(t.phrase("notCaught"));
  t.ask(next.id, t.phrase(next.ask), next.expect(t));
  return true;
}
