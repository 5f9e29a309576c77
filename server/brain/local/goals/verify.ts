import { hearCode, judgeCode, newCodeState, readSpelling } from "@/server/brain/capture";
import type { StayGoal } from "../dialogue/state";
import type { Turn } from "../dialogue/turn";
import { readCode } from "../nlu/codes";
import { readDigits, readPhone, readRoomNumber } from "../nlu/digits";
import { readName } from "../nlu/names";
import type { PhraseKey } from "../say/phrase";
import { readings } from "./heard";
import { offerPerson } from "./transfer";

type Factor = "code" | "card_last4" | "phone" | "email" | "room" | "otp";
const TRIES = 3;

const questions: Record<Exclude<Factor, "otp">, PhraseKey> = {
  code: "factorCode",
  phone: "factorPhone",
  email: "factorEmail",
  card_last4: "factorCard",
  room: "factorRoom",
};

/** A code said aloud, from all readings of the turn and the signs that codes are made of. */
function heardCode(t: Turn, askedFor: Factor | undefined): string | undefined {
  if (askedFor !== "code" || t.guest?.source !== "speech") return undefined;
  const said = readings(t).map(({ named: { text }, weight }) => ({
    signs: readSpelling(text, 4, true)?.signs ?? [],
    weight,
  }));
  return (said[0]?.signs.length ?? 0) > 3
    ? judgeCode(hearCode(newCodeState(), said, t.guest.confidence)).value
    : undefined;
}

/** A value for the factor that was asked, or for another one the caller gave instead. */
function readFactor(t: Turn, askedFor: Factor | undefined): { factor: Factor; value: string } | undefined {
  const { u, opening } = t;
  const allowed = opening.rules.verificationFactors;
  if (u.email && allowed.includes("email")) return { factor: "email", value: u.email };
  const digits = readDigits(u.text).replace(/\D/g, "");
  if (askedFor === "card_last4" && digits.length === 4) return { factor: "card_last4", value: digits };
  if (askedFor === "room") {
    const room = readRoomNumber(u.text, true);
    if (room) return { factor: "room", value: room };
  }
  const code =
    heardCode(t, askedFor) ?? readCode(u.named.text, askedFor === "code" || /\bcode\b/.test(u.text));
  if (code && allowed.includes("code") && /[A-Z]/.test(code) && (askedFor === "code" || /\d/.test(code)))
    return { factor: "code", value: code };
  const phone = digits.length >= 7 ? readPhone(u.text, opening.hotel.country) : undefined;
  if (phone && allowed.includes("phone")) return { factor: "phone", value: phone.number };
  return code && askedFor === "code" ? { factor: "code", value: code } : undefined;
}

const lacks =
  /\b(?:do not|not) (?:have|know|remember|recall|find|got)\b|\bno idea\b|\blost (?:it|the|my)\b|\bforgot(?:ten)?\b|\bcan not find\b|\bnot at hand\b|\bdo not have (?:it|1|one)\b/;

/** Reads surname and factor from an utterance and asks the line when both are there. */
export async function hearVerification(t: Turn, goal: StayGoal): Promise<void> {
  const { state, u, opening } = t;
  const field = state.pending?.field;
  const asked = field?.startsWith("factor:") ? (field.slice(7) as Factor) : undefined;
  const name = readName(u.named.raw, u.named.text, field === "surname", opening.names);
  if (name?.last && (field === "surname" || !goal.surname || name.spelled || /\bname\b/.test(u.named.text)))
    goal.surname = name.last;
  const given =
    field === "surname" || field === undefined || asked || field === "open"
      ? readFactor(t, asked)
      : undefined;
  if (asked && !given && (u.answer === "no" || lacks.test(u.text))) goal.without.push(asked);
  if (given) Object.assign(goal, { factor: given.factor, note: given.value });
  if (!goal.surname || !goal.factor || !goal.note) return;
  const result = await t.call("verify_guest", {
    surname: goal.surname,
    factor: goal.factor as Factor,
    value: goal.note,
  });
  const used = goal.factor;
  delete goal.factor;
  delete goal.note;
  if (result.ok) {
    state.stays = result.data.stays.map((s) => ({
      handle: s.stay,
      label: s.roomType,
      arrival: s.arrival.date,
      departure: s.departure.date,
      status: s.status,
    }));
    return;
  }
  state.verifyTries += 1;
  if (result.code === "not_allowed" || result.code === "later") state.verifyTries = TRIES;
  if (!goal.without.includes(used)) goal.without.push(used);
  if (state.verifyTries < TRIES) t.say(t.phrase("notFoundTry"));
}

/** Asks for what is missing to find the booking. True when it asked or gave up to a person. */
export function askVerification(t: Turn, goal: StayGoal): boolean {
  const { state, opening } = t;
  if (state.stays.length > 0) return chooseStay(t, goal);
  if (state.verifyTries >= TRIES) {
    t.finish(goal);
    t.say(t.phrase("verifyOver"));
    offerPerson(t, "The caller's booking could not be found by the factors given.", "verification_help");
    return true;
  }
  if (!goal.surname) {
    t.ask("surname", t.phrase("askSurname"), { kind: "name", candidates: opening.names });
    return true;
  }
  const factors = opening.rules.verificationFactors.filter((f): f is Exclude<Factor, "otp"> => f !== "otp");
  const next = factors.find((f) => !goal.without.includes(f));
  if (!next) {
    state.verifyTries = TRIES;
    return askVerification(t, goal);
  }
  const digits =
    next === "card_last4"
      ? { min: 4, max: 4, purpose: "last4" as const }
      : next === "phone"
        ? { min: 6, max: 15, purpose: "phone" as const }
        : { min: 1, max: 5, purpose: "room" as const };
  t.ask(
    `factor:${next}`,
    t.phrase(questions[next]),
    next === "code" || next === "email" ? { kind: "text" } : { kind: "digits", ...digits },
  );
  return true;
}

/** Several stays: the caller says which by its arrival. True while that is open. */
function chooseStay(t: Turn, goal: StayGoal): boolean {
  const { state, u } = t;
  if (goal.stay) return false;
  const open = state.stays.filter((s) =>
    goal.want === "tell" ? true : (s.status === "cancelled") === (goal.want === "reinstate"),
  );
  const stays = open.length > 0 ? open : state.stays;
  if (stays.length === 1) {
    goal.stay = stays[0]?.handle as string;
    return false;
  }
  if (state.pending?.field === "whichStay") {
    const day = u.stay.arrival ?? u.stay.departure;
    const pick =
      stays.find((s) => s.arrival === day) ??
      stays.find((s) => day !== undefined && s.arrival.slice(8) === day.slice(8)) ??
      (u.choice ? stays.at(u.choice > 0 ? u.choice - 1 : -1) : undefined);
    if (pick) {
      goal.stay = pick.handle;
      u.stay = { issues: [] };
      return false;
    }
  }
  const options = stays.slice(0, 3).map((s) => t.spoken.date(s.arrival, t.today));
  t.ask("whichStay", t.phrase("whichStay", { options: t.spoken.list(options, "or") }), {
    kind: "choice",
    options,
  });
  return true;
}
