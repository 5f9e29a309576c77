import { findDays } from "../dates/find";
import type { Turn } from "../dialogue/turn";
import { asksEvents, readTextWish } from "../nlu/questions";
import { withoutArticle } from "../say/phrase";
import { newForm } from "./new-form";

const ids = (facts: readonly { id: string }[]): string[] => facts.map((f) => f.id);

/** Answers a question about the house from policies, articles or the programme. True when it was one. */
export async function answerQuestion(t: Turn): Promise<boolean> {
  const { u } = t;
  const wish = readTextWish(u.text);
  if (wish) return offerText(t, wish);
  if (asksEvents(u.text)) {
    const day = findDays(u.text, t.today)[0]?.resolve(t.today).days[0] ?? t.today;
    const events = await t.call("list_events", { date: day });
    t.say(events.ok ? events.say : t.phrase("dontKnow"), ids(events.facts));
    return true;
  }
  if (
    /\b(?:what|which|how many) (?:\w+ )?(?:kinds? of |types? of |sorts? of )?(?:rooms?|room types)\b(?! (?:am i|is he|is she|are we))/.test(
      u.text,
    ) &&
    !u.stay.arrival &&
    t.goal?.kind !== "booking"
  ) {
    t.state.named = t.opening.roomTypes.slice(0, 3).map((r) => r.code);
    t.say(
      t.phrase("unknownRoomType", {
        rooms: t.spoken.list(
          t.opening.roomTypes
            .slice(0, 3)
            .map((r) => (t.spoken.language === "en" ? `the ${r.spokenName}` : withoutArticle(r.spokenName))),
        ),
      }),
    );
    return true;
  }
  if (u.intents.includes("extras") && (await tellExtras(t))) return true;
  const asked = u.hotelQuestion;
  if (!asked) return false;
  if (asked.topic) {
    const policy = await t.call("get_policy", {
      topic: asked.topic,
      ...(asked.field ? { field: asked.field } : {}),
    });
    if (policy.ok) {
      t.say(policy.say, ids(policy.facts));
      return true;
    }
  }
  const own = await t.call("ask_knowledge", { question: u.raw.slice(0, 300) });
  // What the house wrote may be in English only.
  const found =
    own.ok || !u.foreign ? own : await t.call("ask_knowledge", { question: u.text.slice(0, 300) });
  if (found.ok) {
    t.say(found.say, ids(found.facts));
    return true;
  }
  return unknownQuestion(t);
}

/** What can be added and for how much; one that was named gets its own price. False when the line has none. */
async function tellExtras(t: Turn): Promise<boolean> {
  const goal = t.goal;
  const stay = goal?.kind === "stay" ? goal.stay : undefined;
  const result = await t.call("list_extras", stay ? { stay } : {});
  if (!result.ok || result.data.extras.length === 0) return false;
  const wanted = t.u.extras[0]?.code;
  const extra = result.data.extras.find((e) => e.code === wanted);
  const price = extra && result.facts.find((f) => f.subject === extra.code && f.kind === "price");
  if (extra && price)
    t.say(t.phrase("extraPrice", { name: extra.name.toLowerCase(), price: price.spoken }), [price.id]);
  else if (wanted) return false;
  else t.say(result.say, ids(result.facts));
  return true;
}

/** Not known: said so, with an offer to find out. Inside another goal the offer waits. */
export function unknownQuestion(t: Turn): true {
  t.say(t.phrase("dontKnow"));
  if (t.goal) return true;
  const form = newForm("callback");
  form.values.what = `Caller asked: ${t.u.raw.slice(0, 300)}`;
  t.push(form);
  t.ask("callbackOffer", t.phrase("findOut"), { kind: "yes_no" });
  return true;
}

function offerText(t: Turn, kind: "address" | "directions" | "menu" | "link"): boolean {
  if (!t.opening.caller.number) {
    t.say(t.phrase("textNot"));
    return true;
  }
  t.ask(`text:${kind}`, t.phrase("textAsk"), { kind: "yes_no" });
  return true;
}

/** The answer to "shall I text it?". True when that was open. */
export async function settleText(t: Turn): Promise<boolean> {
  const field = t.state.pending?.field ?? "";
  if (!field.startsWith("text:")) return false;
  delete t.state.pending;
  if (t.u.answer !== "yes") return false;
  const sent = await t.call("text_info", {
    kind: field.slice(5) as "address" | "directions" | "menu" | "link",
  });
  t.say(sent.ok ? sent.say : t.phrase("textNot"), ids(sent.facts));
  return true;
}
