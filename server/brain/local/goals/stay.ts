import { addDays, nightsBetween } from "@/server/kernel/dates";
import type { ToolInput } from "@/server/tools";
import type { KnownStay, StayGoal } from "../dialogue/state";
import { factIds, type Turn } from "../dialogue/turn";
import { readTime } from "../nlu/times";
import { readPreference } from "../nlu/wishes";
import { type PhraseKey, withoutArticle } from "../say/phrase";
import { saidNoted, statement } from "./failures";
import { offerOtp, proveByCode } from "./otp";
import { payStay } from "./pay-stay";
import { offerRelocation, relocate } from "./relocate";
import { fillStay } from "./slots";
import { offerPerson } from "./transfer";
import { sayUnheard } from "./unheard";
import { askVerification, hearVerification } from "./verify";

const verifying = (t: Turn): boolean => {
  const field = t.state.pending?.field ?? "";
  return field === "surname" || field.startsWith("factor:");
};

/** Reads an utterance for an existing stay: identity first, then what is wanted of it. */
export async function hearStay(t: Turn, goal: StayGoal): Promise<void> {
  const { u, state } = t;
  if (state.stays.length === 0) await hearVerification(t, goal);
  goal.preference ??= goal.want === "preference" && !u.foreign ? readPreference(u.text) : undefined;
  if (goal.preference === undefined) delete goal.preference;
  if (u.intents.includes("cancel") && goal.want !== "cancel" && !goal.change) goal.want = "cancel";
  else if (
    (u.intents.includes("change") ||
      /\b(?:come|arrive|leave|check ?in|check ?out) (?:a day |1 day )?(?:earlier|later)\b/.test(u.text)) &&
    goal.want === "tell"
  )
    goal.want = "change";
  if (goal.want === "late" || u.intents.includes("note_late")) {
    const time = readTime(u.text, "arrival");
    if (time && !verifying(t)) goal.time = time.time;
  }
  if (goal.want !== "change" || (verifying(t) && !/\b(?:change|move|instead|night|day)\b/.test(u.text)))
    return;
  const shift = /\b(\d+|a|an|one) (day|night|week)s? (earlier|later|sooner|before|after)\b/.exec(u.text);
  if (shift) {
    const days =
      Number((shift[1] as string).replace(/^(?:an?|one)$/, "1")) *
      (shift[2] === "week" ? 7 : 1) *
      (/later|after/.test(shift[3] as string) ? 1 : -1);
    goal.shiftDays = days;
    u.stay = { issues: [] };
    goal.note = /\b(?:leav|check ?out|depart|stay)/.test(u.text)
      ? "departure"
      : /\b(?:arriv|check ?in|come)/.test(u.text)
        ? "arrival"
        : "both";
  }
  const before = JSON.stringify(goal);
  fillStay(goal, u, state.pending?.field);
  if (u.stay.moreNights) goal.nights = undefined as never;
  if (u.stay.moreNights) {
    delete goal.nights;
    goal.shiftDays = u.stay.moreNights;
    goal.note = "departure";
  }
  for (const extra of u.extras) if (extra.remove) goal.removeExtras.push(extra.code);
  if (
    u.stay.arrival &&
    !/\b(?:arriv|check ?in|com(?:e|ing)|start)/.test(u.text) &&
    !u.stay.departure &&
    !u.stay.nights
  )
    goal.note = "move";
  if (JSON.stringify(goal) !== before) delete goal.change;
}

/** What the guest wants different, as a change of that stay; empty when nothing was said yet. */
function wanted(goal: StayGoal, stay: KnownStay): Omit<ToolInput<"preview_change">, "stay"> {
  const nights = nightsBetween(stay.arrival, stay.departure);
  let checkIn = goal.arrival;
  let checkOut =
    goal.departure ?? (goal.nights ? addDays(goal.arrival ?? stay.arrival, goal.nights) : undefined);
  if (checkIn && !checkOut && (goal.note === "move" || checkIn >= stay.departure))
    checkOut = addDays(checkIn, nights);
  if (goal.shiftDays) {
    if (goal.note !== "departure") checkIn = addDays(stay.arrival, goal.shiftDays);
    if (goal.note !== "arrival") checkOut = addDays(stay.departure, goal.shiftDays);
  }
  const set = {
    ...(checkIn && checkIn !== stay.arrival ? { checkIn } : {}),
    ...(checkOut && checkOut !== stay.departure ? { checkOut } : {}),
    ...(goal.adults ? { adults: goal.adults } : {}),
    ...(goal.childAges ? { childAges: goal.childAges } : {}),
    ...(goal.roomType ? { roomType: goal.roomType } : {}),
  };
  return {
    ...(Object.keys(set).length ? { set } : {}),
    ...(goal.extras.length ? { addExtras: goal.extras } : {}),
    ...(goal.removeExtras.length ? { removeExtras: [...new Set(goal.removeExtras)] } : {}),
  };
}

type Done = "cancelled" | "changed" | "reinstated" | "checkedOut" | "relocated";

async function commit(t: Turn, goal: StayGoal, key: Done): Promise<void> {
  const result = await t.call("commit_change", { change: goal.change as string });
  if (!result.ok) {
    delete goal.change;
    if (result.code === "unverified" && offerOtp(t, goal)) return;
    if (result.code === "conflict") {
      t.say(t.phrase("lapsed"));
      return advanceStay(t, goal, true);
    }
    if (saidNoted(t, goal, result)) return;
    t.finish(goal);
    t.ask(
      "later",
      result.ask,
      { kind: "yes_no" },
      result.facts.map((f) => f.id),
    );
    return;
  }
  const known = t.state.stays.find((s) => s.handle === goal.stay);
  if (known) {
    known.status = result.data.status;
    const change = key === "changed" ? wanted(goal, known).set : undefined;
    if (change?.checkIn) known.arrival = change.checkIn;
    if (change?.checkOut) known.departure = change.checkOut;
  }
  t.finish(goal);
  t.say(t.phrase(key, { code: result.ref?.spoken ?? "" }), factIds(result.facts, ["code", "total"]));
}

/** yes commits, no leaves everything, a hedge is asked again. True when the turn is done. */
async function decideCommit(t: Turn, goal: StayGoal, key: Done): Promise<boolean> {
  const { u, state } = t;
  if (state.pending?.field !== "commit" || !goal.change) return false;
  if (u.answer === "yes") {
    if (!sayUnheard(t, "commit")) await commit(t, goal, key);
    return true;
  }
  if (u.answer === "no") {
    t.finish(goal);
    t.say(t.phrase("leftAlone"));
    return true;
  }
  if (u.answer === "hedge") {
    const { again, facts } = state.pending;
    t.say(t.phrase("unsure"));
    t.ask("commit", again, { kind: "yes_no" }, facts, "readback");
    return true;
  }
  return false;
}

async function cancelStay(t: Turn, goal: StayGoal, stay: KnownStay): Promise<void> {
  if (await decideCommit(t, goal, "cancelled")) return;
  const result = await t.call("preview_cancel", { stay: stay.handle });
  if (!result.ok)
    return refused(
      t,
      goal,
      result.ask,
      result.facts.map((f) => f.id),
    );
  goal.change = result.data.change;
  const facts = factIds(result.facts, ["fee", "refund", "arrival", "departure"]);
  t.say(
    t.phrase("cancelBack", {
      room: withoutArticle(stay.label),
      dates: t.spoken.dateRange(stay.arrival, stay.departure, t.today),
    }),
    facts,
    "readback",
  );
  const fee = result.data.fee;
  t.ask(
    "commit",
    fee?.amount ? t.phrase("cancelFee", { fee: t.spoken.money(fee) }) : t.phrase("cancelFree"),
    { kind: "yes_no" },
    facts,
    "readback",
  );
}

function refused(t: Turn, goal: StayGoal, ask: string, facts: string[]): void {
  if (ask.includes("?") && goal.want === "change") {
    for (const key of ["arrival", "departure", "nights", "shiftDays", "roomType", "adults"] as const)
      delete goal[key];
    t.ask("change", ask, { kind: "open" }, facts);
    return;
  }
  t.finish(goal);
  t.say(statement(ask) || ask, facts);
}

async function changeStay(t: Turn, goal: StayGoal, stay: KnownStay): Promise<void> {
  if (await decideCommit(t, goal, "changed")) return;
  const change = wanted(goal, stay);
  if (!change.set && !change.addExtras && !change.removeExtras) {
    t.ask("change", t.phrase("askChange"), { kind: "open" });
    return;
  }
  const result = await t.call("preview_change", { stay: stay.handle, ...change });
  if (!result.ok)
    return refused(
      t,
      goal,
      result.ask,
      result.facts.map((f) => f.id),
    );
  goal.change = result.data.change;
  const { difference, newTotal } = result.data;
  const facts = factIds(result.facts, ["newTotal", "difference", "arrival", "departure"]);
  t.say(t.phrase("changeBack", { changes: changeWords(t, change, stay) }), facts, "readback");
  const money = {
    total: t.spoken.money(newTotal),
    difference: t.spoken.money({ ...difference, amount: Math.abs(difference.amount) }),
  };
  t.ask(
    "commit",
    t.phrase(
      difference.amount === 0 ? "changeSame" : difference.amount > 0 ? "changeMore" : "changeLess",
      money,
    ),
    { kind: "yes_no" },
    facts,
    "readback",
  );
}

function changeWords(
  t: Turn,
  { set, addExtras, removeExtras }: Omit<ToolInput<"preview_change">, "stay">,
  stay: KnownStay,
): string {
  const extra = (code: string): string =>
    t.opening.extras.find((e) => e.code === code)?.name.toLowerCase() ?? code;
  // Within a sentence: phrases begin like sentences.
  const inside = (key: PhraseKey, vars: Record<string, string>): string =>
    t
      .phrase(key, vars)
      .replace(/^./u, (letter) =>
        key === "changeRoom" && t.spoken.language === "de" ? letter : letter.toLowerCase(),
      );
  const room = set?.roomType
    ? t.opening.roomTypes.find((r) => r.code === set.roomType)?.spokenName
    : undefined;
  const parts = [
    ...(set?.checkIn || set?.checkOut
      ? [t.spoken.dateRange(set.checkIn ?? stay.arrival, set.checkOut ?? stay.departure, t.today)]
      : []),
    ...(room ? [inside("changeRoom", { room })] : []),
    ...(set?.adults || set?.childAges ? [t.spoken.party(set.adults ?? 1, set.childAges?.length ?? 0)] : []),
    ...(addExtras?.length
      ? [inside("changeWith", { extras: t.spoken.list(addExtras.map((e) => extra(e.code))) })]
      : []),
    ...(removeExtras?.length
      ? [inside("changeWithout", { extras: t.spoken.list(removeExtras.map(extra)) })]
      : []),
  ];
  return parts.join(", ");
}

async function noteLate(t: Turn, goal: StayGoal, stay: KnownStay): Promise<void> {
  const { u, state } = t;
  if (!goal.time) {
    t.ask("lateTime", t.phrase("askLateTime"), { kind: "time" });
    return;
  }
  if (state.pending?.field === "lateConfirm" && u.answer === "yes") {
    if (sayUnheard(t, "lateConfirm")) return;
    const result = await t.call("note_on_stay", {
      stay: stay.handle,
      kind: "late_arrival",
      text: `Arrives at ${goal.time}.`,
      time: goal.time,
    });
    t.finish(goal);
    t.say(
      result.ok ? result.say : result.ask,
      result.facts.map((f) => f.id),
    );
    return;
  }
  if (state.pending?.field === "lateConfirm" && u.answer === "no") {
    delete goal.time;
    t.ask("lateTime", t.phrase("askLateTime"), { kind: "time" });
    return;
  }
  t.ask(
    "lateConfirm",
    t.phrase("lateBack", { time: t.clock(goal.time) }),
    { kind: "yes_no" },
    [],
    "readback",
  );
}

/** Brings a cancelled stay back, at the price that the preview tells. */
async function reinstate(t: Turn, goal: StayGoal, stay: KnownStay): Promise<void> {
  if (await decideCommit(t, goal, "reinstated")) return;
  const result = await t.call("preview_reinstate", { stay: stay.handle });
  const facts = result.facts.map((f) => f.id);
  if (!result.ok) return refused(t, goal, result.ask, facts);
  goal.change = result.data.change;
  t.ask("commit", result.say, { kind: "yes_no" }, facts, "readback");
}

/** Leaving by telephone: the balance, and a clear yes; where only the desk may do it, the desk is offered. */
async function checkOut(t: Turn, goal: StayGoal, stay: KnownStay): Promise<void> {
  if (await decideCommit(t, goal, "checkedOut")) return;
  const result = await t.call("preview_checkout", { stay: stay.handle });
  const facts = result.facts.map((f) => f.id);
  if (!result.ok) return refused(t, goal, result.ask, facts);
  const { change, balance, deskOnly } = result.data;
  if (deskOnly || !change) {
    t.finish(goal);
    t.say(result.say, facts);
    return offerPerson(t, "The caller would like to check out.");
  }
  goal.change = change;
  t.ask(
    "commit",
    t.phrase("checkOutAsk", { total: t.spoken.money(balance) }),
    { kind: "yes_no" },
    facts,
    "readback",
  );
}

async function remember(t: Turn, goal: StayGoal): Promise<void> {
  const { u, state } = t;
  const field = state.pending?.field;
  if (!u.foreign) goal.preference ??= readPreference(u.text);
  if (!goal.preference && field === "preference" && u.text && u.answer !== "no")
    goal.preference = { key: "wish", value: (u.foreign ? u.raw : u.text).slice(0, 200) };
  if (u.answer === "no" && (field === "preference" || field === "preferenceConfirm")) {
    t.finish(goal);
    t.say(t.phrase("leftAlone"));
    return;
  }
  if (!goal.preference) return t.ask("preference", t.phrase("askPreference"), { kind: "text" });
  if (field === "preferenceConfirm" && u.answer === "yes") {
    if (sayUnheard(t, "preferenceConfirm")) return;
    const result = await t.call("save_preference", goal.preference);
    t.finish(goal);
    const facts = result.facts.map((f) => f.id);
    return t.say(result.ok ? result.say : statement(result.ask) || result.ask, facts);
  }
  const wish = t.spoken.digitsIn(goal.preference.value);
  t.ask("preferenceConfirm", t.phrase("preferenceBack", { wish }), { kind: "yes_no" }, [], "readback");
}

/** The next step with an existing stay: find it, choose it, then tell, change, cancel or note. */
export async function advanceStay(t: Turn, goal: StayGoal, again = false): Promise<void> {
  if (!again && askVerification(t, goal)) return;
  const stay = t.state.stays.find((s) => s.handle === goal.stay);
  if (!stay) return;
  if (await proveByCode(t, goal, stay)) return;
  if (goal.want === "relocate")
    return (await decideCommit(t, goal, "relocated")) ? undefined : relocate(t, goal, stay);
  if (goal.want === "reinstate") return reinstate(t, goal, stay);
  if (goal.want === "checkout") return checkOut(t, goal, stay);
  if (goal.want === "pay") return payStay(t, goal, stay);
  if (goal.want === "preference") return remember(t, goal);
  if (goal.want === "cancel") return cancelStay(t, goal, stay);
  if (goal.want === "change") return changeStay(t, goal, stay);
  if (goal.want === "late") return noteLate(t, goal, stay);
  const result =
    goal.want === "messages"
      ? await t.call("get_messages", { stay: stay.handle })
      : goal.want === "profile"
        ? await t.call("get_guest_profile", {})
        : await t.call("get_stay", { stay: stay.handle });
  if (result.ok && "noRoom" in result.data && result.data.noRoom)
    return offerRelocation(
      t,
      goal,
      result.say,
      result.facts.map((f) => f.id),
    );
  t.finish(goal);
  t.say(
    result.ok ? result.say : result.ask,
    result.facts.map((f) => f.id),
  );
}
