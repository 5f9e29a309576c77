import type { Goal, TransferGoal } from "../dialogue/state";
import type { Turn } from "../dialogue/turn";
import { newForm } from "./new-form";

const words = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/[^\p{L} ]/gu, " ")
    .split(/\s+/)
    .filter(
      (w) =>
        w.length > 3 &&
        !/^(?:with|your|please|team|person|speak|talk|someone|want|like|need|department|through)$/.test(w),
    );

/** The directory entry an utterance names; a person in general is the front desk. */
export function readDestination(
  t: Turn,
): { destination: string; spokenName: string; open: boolean } | undefined {
  const said = words(t.u.text.replace(/\breceptionist\b/, "reception"));
  const scored = t.opening.directory.map((d) => ({
    d,
    hits: words(`${d.spokenName} ${d.handles} ${d.destination.replace(/_/g, " ")}`).filter((w) =>
      said.some((s) => s === w || s.startsWith(w) || w.startsWith(s)),
    ).length,
  }));
  const best = scored.sort((a, b) => b.hits - a.hits)[0];
  if (best && best.hits > 0) return best.d;
  return frontDesk(t);
}

export const frontDesk = (t: Turn): { destination: string; spokenName: string; open: boolean } | undefined =>
  t.opening.directory.find((d) => /front|desk|reception/i.test(`${d.destination} ${d.spokenName}`)) ??
  t.opening.directory.find((d) => d.open) ??
  t.opening.directory[0];

/** Who is named in a phrase: the hotel's own words, and those of the call's language for the desk. */
const spokenOf = (t: Turn, to: { destination: string; spokenName: string }): string =>
  t.spoken.language !== "en" && /front|desk|reception/i.test(to.destination)
    ? t.phrase("frontDesk").replace(/^./u, (letter) => letter.toLowerCase())
    : to.spokenName;

/** Offers the front desk, or a call back when nobody can be reached. */
export function offerPerson(t: Turn, summary: string, kind: "verification_help" | "other" = "other"): void {
  const desk = frontDesk(t);
  if (desk?.open && !t.state.transferred.includes(desk.destination)) {
    const who = spokenOf(t, desk);
    t.push({ kind: "transfer", destination: desk.destination, spokenName: who, summary });
    t.ask("transfer", t.phrase("offerPerson", { who }), { kind: "yes_no" });
    return;
  }
  const form = newForm(kind === "verification_help" ? "request" : "callback");
  if (kind === "verification_help") form.requestKind = kind;
  form.values.what = summary;
  t.push(form);
  t.ask("callbackOffer", t.phrase("offerCallback"), { kind: "yes_no" });
}

export function startTransfer(t: Turn): void {
  const to = readDestination(t);
  const summary = summaryOf(t);
  if (!to?.open || t.state.transferred.includes(to.destination)) {
    const form = newForm("callback");
    form.values.what = summary;
    if (/\bmanager\b/.test(t.u.text)) form.values.topic = "manager";
    t.push(form);
    t.say(t.phrase("closedNow", { who: to ? spokenOf(t, to) : t.phrase("everybody").toLowerCase() }));
    t.ask("callbackOffer", t.phrase("offerCallback"), { kind: "yes_no" });
    return;
  }
  const who = spokenOf(t, to);
  t.push({ kind: "transfer", destination: to.destination, spokenName: who, summary });
  t.ask("transfer", t.phrase("connectAsk", { who }), { kind: "yes_no" });
}

/** What the person should know, from the goals of the call; never a factor of verification. */
export function summaryOf(t: Turn): string {
  const goals = t.state.goals
    .map((g: Goal) =>
      g.kind === "booking"
        ? `booking${g.arrival ? ` from ${g.arrival}` : ""}`
        : g.kind === "stay"
          ? `${g.want} a booking`
          : g.kind === "form"
            ? g.form
            : "",
    )
    .filter(Boolean);
  const hints = t.state.hints.length ? ` Note of staff: ${t.state.hints.join(" ")}` : "";
  return `Caller asked: ${t.u.raw.slice(0, 200)}${goals.length ? ` (open: ${goals.join(", ")})` : ""}${hints}`.slice(
    0,
    500,
  );
}

export async function advanceTransfer(t: Turn, goal: TransferGoal): Promise<void> {
  const { u, state } = t;
  if (u.answer === "yes") {
    const result = await t.call("transfer_call", {
      destination: goal.destination,
      summary: goal.summary,
      callerAgreed: true,
    });
    state.transferred.push(goal.destination);
    t.finish(goal);
    if (result.ok && result.data.state === "connecting") {
      t.say(
        result.say,
        result.facts.map((f) => f.id),
      );
      t.end = "transferred";
      return;
    }
    const form = newForm("callback");
    form.values.what = goal.summary;
    t.push(form);
    t.say(
      result.ok ? result.say : t.phrase("closedNow", { who: goal.spokenName }),
      result.facts.map((f) => f.id),
    );
    t.ask("callbackOffer", t.phrase("offerCallback"), { kind: "yes_no" });
    return;
  }
  if (u.answer === "no") {
    t.finish(goal);
    return;
  }
  if (u.answer === "hedge") t.say(t.phrase("unsure"));
  t.ask("transfer", t.phrase("offerPerson", { who: goal.spokenName }), { kind: "yes_no" });
}
