import type { ToolResult } from "@/server/tools";
import type { FormGoal } from "../dialogue/state";
import { SENTENCES, type Turn } from "../dialogue/turn";
import { thingWords } from "../say/things";
import { phoneEnding } from "./contact";
import { saidNoted, statement } from "./failures";
import { askForm, needsPhone } from "./forms";
import { sayUnheard } from "./unheard";

const nameOf = ({ state }: Turn): string => [state.first, state.last].filter(Boolean).join(" ");
const plain = (t: Turn, text: string): string =>
  t.spoken
    .email(t.spoken.digitsIn(text.toLowerCase()))
    .replace(/[^\p{L}\p{N}' ,.-]/gu, " ")
    .replace(/\s+/g, " ")
    .trim();

/** The things in the call's language; where one has no word in it, the guest's own words are said back. */
function itemWords(t: Turn, form: FormGoal): string {
  const named = form.items.map(({ item, qty }) => thingWords(t.state.language, item, qty, t.spoken.number));
  const words = named.filter((each) => each !== undefined);
  if (words.length === 0 || words.length < named.length)
    return plain(t, form.values.said ?? form.values.what ?? "");
  return words.join(` ${t.spoken.list(["", ""]).trim()} `);
}

/** Says back all that the form will do and asks for the yes. */
export function readBackForm(t: Turn, form: FormGoal): void {
  const { state } = t;
  const v = form.values;
  const common = {
    name: nameOf(t) || t.phrase("guestOfRoom"),
    room: t.spoken.digitsIn(state.room ?? ""),
    digits: state.phone ? phoneEnding(t, state.phone) : "",
    date: v.date ? t.spoken.date(v.date, t.today) : "",
    time: v.time ? t.clock(v.time) : "",
    what: itemWords(t, form),
    to: v.recipient ?? "",
    from: nameOf(t),
    text: plain(t, v.text ?? ""),
    item: plain(t, v.item ?? ""),
    where: plain(t, v.where ?? ""),
    dates: v.checkIn && v.checkOut ? t.spoken.dateRange(v.checkIn, v.checkOut, t.today) : "",
  };
  const ask = (text: string): void => t.ask("confirm", text, { kind: "yes_no" }, [], "readback");
  switch (form.form) {
    case "request":
    case "complaint":
      if (form.items.length && !needsPhone(form)) return ask(t.phrase("requestBack", common));
      t.say(t.phrase("noteBack", common), [], "readback");
      return ask(
        t.phrase(form.form === "complaint" || needsPhone(form) ? "requestBackPhone" : "noteRoomAsk", common),
      );
    case "wakeup":
      return ask(t.phrase("wakeBack", common));
    case "wakeup_cancel":
      return ask(t.phrase("wakeCancelBack", { ...common, date: common.date || t.spoken.date(t.today) }));
    case "dnd":
      return ask(t.phrase(v.off ? "dndOffBack" : "dndBack", common));
    case "message":
      t.say(t.phrase("messageBack", common), [], "readback");
      return ask(t.phrase("messageAsk"));
    case "lost":
      t.say(t.phrase("lostBack", common), [], "readback");
      return ask(t.phrase("lostAsk"));
    case "group":
      t.say(t.phrase("groupBack", common), [], "readback");
      return ask(t.phrase("callbackBack", common));
    case "callback":
      return ask(t.phrase("callbackBack", common));
    case "waitlist":
      return ask(t.phrase("waitlistBack", common));
    case "status":
    case "withdraw":
      return ask(t.phrase(form.form === "status" ? "chaseAsk" : "withdrawAsk"));
  }
}

function carryOut(t: Turn, form: FormGoal): Promise<ToolResult> {
  const { state } = t;
  const v = form.values;
  const name = nameOf(t) || undefined;
  const room = state.room ?? "";
  const person = name ?? "unknown";
  switch (form.form) {
    case "request":
    case "complaint":
      return t.call("create_request", {
        kind: form.form === "complaint" ? "complaint" : (form.requestKind ?? "other"),
        summary: v.what ?? "as discussed",
        ...(name ? { name } : {}),
        ...(state.room ? { room } : {}),
        ...(state.phone && (form.form === "complaint" || needsPhone(form)) ? { contact: state.phone } : {}),
        ...(form.items.length ? { items: form.items } : {}),
        ...(form.urgency ? { urgency: form.urgency } : {}),
      });
    case "wakeup":
      return t.call("set_wakeup", { room, name: person, date: v.date as string, time: v.time as string });
    case "wakeup_cancel":
      return t.call("cancel_wakeup", { room, name: person, date: v.date ?? t.today });
    case "dnd":
      return t.call("set_do_not_disturb", { room, name: person, on: !v.off, scope: ["calls", "messages"] });
    case "message": {
      const words = (v.recipient as string).split(" ");
      const first = words.slice(0, -1).join(" ");
      return t.call("take_message", {
        recipientLast: words.at(-1) as string,
        ...(first ? { recipientFirst: first } : {}),
        from: person,
        text: v.text as string,
        ...(state.phone ? { callback: state.phone } : {}),
      });
    }
    case "lost":
      return t.call("report_lost_item", {
        item: v.item as string,
        ...(v.where ? { where: v.where.slice(0, 120) } : {}),
        ...(state.room ? { room } : {}),
        name: person,
        contact: state.phone as string,
      });
    case "callback":
      return t.call("schedule_callback", {
        ...(name ? { name } : {}),
        number: state.phone as string,
        topic: (v.topic as "manager" | "unfinished_booking" | undefined) ?? "general",
        ...(v.what ? { draft: v.what } : {}),
        ...(v.when ? { when: v.when } : {}),
      });
    case "group":
      return t.call("create_request", {
        kind: "events_team",
        summary: v.what ?? "group",
        ...(name ? { name } : {}),
        contact: state.phone as string,
      });
    case "waitlist":
      return t.call("join_waitlist", {
        checkIn: v.checkIn as string,
        checkOut: v.checkOut as string,
        adults: Number(v.adults),
        name: person,
        phone: state.phone as string,
      });
    case "status":
      return t.call("update_request", {
        request: v.request as string,
        urgency: "soon",
        note: "The guest asked for it again.",
      });
    case "withdraw":
      return t.call("update_request", { request: v.request as string, cancel: true });
  }
}

/** Finds the request that is asked about and tells where it is. False when there is none; it was said so. */
async function findRequest(t: Turn, form: FormGoal): Promise<boolean> {
  if (form.values.request) return true;
  const { state } = t;
  if (form.form === "withdraw" && state.request) {
    form.values.request = state.request;
    return true;
  }
  const name = nameOf(t);
  const found = await t.call("get_request", {
    ...(state.room ? { room: state.room } : {}),
    ...(name ? { name } : {}),
  });
  const facts = found.facts.map((f) => f.id);
  if (!found.ok) {
    t.finish(form);
    t.say(statement(found.ask) || found.ask, facts);
    return false;
  }
  form.values.request = found.data.request;
  if (form.form === "status") t.say(found.say, facts);
  return true;
}

/** Ask, read back, and on a clear yes do it. A refusal or a system away is said with what remains possible. */
export async function advanceForm(t: Turn, form: FormGoal): Promise<void> {
  const { u, state } = t;
  const field = state.pending?.field;
  if (field === "callbackOffer" && u.answer === "no") return drop(t, form);
  if (askForm(t, form)) return;
  if ((form.form === "status" || form.form === "withdraw") && !(await findRequest(t, form))) return;
  if (field === "confirm" && u.answer === "no" && form.form === "status") return drop(t, form);
  if (field === "confirm" && u.answer === "yes") {
    if (sayUnheard(t, "confirm")) return;
    const result = await carryOut(t, form);
    t.finish(form);
    const facts = result.facts.map((f) => f.id);
    const request = result.ok ? (result.data as { request?: unknown }).request : undefined;
    if (typeof request === "string") state.request = request;
    if (result.ok) t.say(result.say, facts);
    else if (saidNoted(t, form, result)) return;
    else if (result.code === "later" && form.form !== "callback") {
      const back: FormGoal = {
        ...form,
        form: "callback",
        values: { what: form.values.what ?? form.form },
        ready: false,
      };
      t.push(back);
      t.ask("callbackOffer", result.ask, { kind: "yes_no" }, facts);
    } else t.say(result.ask.split(SENTENCES)[0] as string, facts);
    return;
  }
  if (field === "confirm" && u.answer === "no" && !t.changed) {
    state.pending = { ...(state.pending as NonNullable<typeof state.pending>), field: "fix" };
    t.ask("fix", t.phrase("whatToChange"), { kind: "open" });
    return;
  }
  if (field === "fix" && (u.answer === "no" || u.intents.includes("goodbye"))) return drop(t, form);
  if (field === "confirm" && u.answer === "hedge") t.say(t.phrase("unsure"), [], "readback");
  readBackForm(t, form);
}

function drop(t: Turn, form: FormGoal): void {
  t.finish(form);
  t.say(t.phrase("leftAlone"));
}
