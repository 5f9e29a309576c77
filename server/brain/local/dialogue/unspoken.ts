import type { GuestTurn } from "@/server/brain/port";
import { languageHeard } from "@/server/brain/spoken-language";
import type { CallOpening } from "@/server/line/contract";
import { newForm } from "../goals/new-form";
import { frontDesk, summaryOf } from "../goals/transfer";
import { glossedLanguage } from "../nlu/tongues/gloss";
import { understand } from "../nlu/understand";
import { handover } from "../say/elsewhere";
import { isWorded } from "../say/phrase";
import { sayGoodbye } from "./meta";
import { asked, type State } from "./state";
import type { Turn } from "./turn";

/** How often a person is offered before the call is ended with what else to do: the offer, and once more with keys. */
const OFFERS = 2;

/** Something in the turn was understood all the same: the caller speaks English with this line. */
const isEnglish = ({ u }: Turn): boolean =>
  u.intents.length > 0 ||
  u.request !== undefined ||
  u.hotelQuestion !== undefined ||
  u.stay.arrival !== undefined ||
  u.stay.nights !== undefined ||
  u.party.adults !== undefined;

const summaryFor = (t: Turn): string =>
  `The caller speaks another language (${t.state.language}). ${summaryOf(t)}`.slice(0, 500);

/** Offers a person in the caller's language, or a call back to the number they call from. */
function offer(t: Turn): void {
  const { state, opening } = t;
  const words = handover(state.language);
  const desk = frontDesk(t);
  const summary = summaryFor(t);
  if (desk?.open && !state.transferred.includes(desk.destination)) {
    t.push({ kind: "transfer", destination: desk.destination, spokenName: desk.spokenName, summary });
    t.ask("unspokenPerson", words.person, { kind: "yes_no" });
  } else if (opening.caller.number) {
    const form = newForm("callback");
    form.values.what = summary;
    t.push(form);
    t.ask("unspokenCallback", words.callback, { kind: "yes_no" });
  }
}

async function callBack(t: Turn): Promise<void> {
  const { state, opening } = t;
  const number = opening.caller.number as string;
  const result = await t.call("schedule_callback", {
    number,
    topic: "general",
    draft: t.goal?.kind === "form" ? (t.goal.values.what ?? summaryFor(t)) : summaryFor(t),
  });
  return sayGoodbye(t, "done", result.ok ? handover(state.language).noted : handover(state.language).again);
}

/**
 * A call in a language that this brain neither speaks nor understands: said so once in that language, with the offer a person
 * would make, then with keys, then an end that says what to do. False where the turn can be served.
 */
export async function handleUnspoken(t: Turn): Promise<boolean> {
  const { state, u } = t;
  const { pending } = state;
  if (isWorded(state.language)) return false;
  const offered = pending?.field === "unspokenPerson" || pending?.field === "unspokenCallback";
  if (offered && u.answer === "yes") {
    if (pending.field === "unspokenCallback") await callBack(t);
    else state.pending = { ...pending, field: "transfer" };
    return pending.field === "unspokenCallback";
  }
  if (offered && u.answer === "no") {
    await sayGoodbye(t, "done", handover(state.language).again);
    return true;
  }
  if (isEnglish(t) && (!offered || u.answer === undefined)) {
    // The offer of a person goes; what was under way before it stays.
    if (offered && t.goal) t.finish(t.goal);
    return false;
  }
  if (!offered) offer(t);
  else if (pending.asked < OFFERS) t.ask(pending.field, handover(state.language).keys, { kind: "yes_no" });
  if (t.said.length === 0) await sayGoodbye(t, "done", handover(state.language).again);
  return true;
}

/** The language that the ears are sure of by now; what they only suspect is remembered. */
export function changeHeard(state: State, opening: CallOpening, guest: GuestTurn): string | undefined {
  const expected = state.pending?.expect ?? { kind: "open" };
  const { change, drift } = languageHeard(opening, state, guest, expected);
  if (drift) state.drift = drift;
  else delete state.drift;
  return change;
}

/** A caller who changes to another language that the hotel's line speaks is followed: `t` then holds the turn read in it. */
export async function followLanguage(t: Turn): Promise<void> {
  const { state, opening, guest } = t;
  if (!guest || guest.source === "keypad") return;
  const others = opening.languages.filter((code) => code.slice(0, 2) !== state.language.slice(0, 2));
  const code = changeHeard(state, opening, guest) ?? glossedLanguage(state.language, others, guest.text);
  if (!code) return;
  const result = await t.call("set_language", { language: code });
  if (!result.ok) return;
  state.language = result.data.language;
  t.say(result.say);
  t.u = understand(guest, opening, t.now, asked(state));
}
