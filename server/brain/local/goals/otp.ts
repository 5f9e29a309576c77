import type { KnownStay, StayGoal } from "../dialogue/state";
import type { Turn } from "../dialogue/turn";
import { readDigits } from "../nlu/digits";
import { statement } from "./failures";
import { offerPerson } from "./transfer";

/** A change that asks for stronger proof: a code to the phone on the booking, where the hotel works with them. */
export function offerOtp(t: Turn, goal: StayGoal): boolean {
  if (goal.otp !== undefined || !t.opening.rules.verificationFactors.includes("otp")) return false;
  goal.otp = false;
  t.ask("otpOffer", t.phrase("otpAsk"), { kind: "yes_no" }, [], "readback");
  return true;
}

/** The one-time code on its way: sent on a yes, then asked for and tried. True when it has the turn. */
export async function proveByCode(t: Turn, goal: StayGoal, stay: KnownStay): Promise<boolean> {
  const { u, state } = t;
  const field = state.pending?.field;
  const ask = (): void =>
    t.ask("otpCode", t.phrase("otpCode"), { kind: "digits", purpose: "code", min: 4, max: 8 });
  if (field === "otpOffer") {
    if (u.answer !== "yes") {
      t.finish(goal);
      t.say(t.phrase("leftAlone"));
      return true;
    }
    const sent = await t.call("send_otp", { stay: stay.handle, channel: "sms" });
    const facts = sent.facts.map((f) => f.id);
    t.say(sent.ok ? sent.say : statement(sent.ask) || sent.ask, facts);
    if (sent.ok) {
      goal.otp = true;
      ask();
      return true;
    }
    t.finish(goal);
    offerPerson(
      t,
      "The caller needs stronger proof for a change, and no code could be sent.",
      "verification_help",
    );
    return true;
  }
  if (field !== "otpCode") return false;
  const value = readDigits(u.text).replace(/\D/g, "");
  if (value.length < 4) {
    ask();
    return true;
  }
  const surname = goal.surname ?? state.last ?? "";
  const result = await t.call("verify_guest", { surname, factor: "otp", value });
  if (result.ok) {
    delete state.pending;
    return false;
  }
  state.verifyTries += 1;
  if (state.verifyTries < 3 && result.code !== "not_allowed") {
    t.say(t.phrase("otpWrong"));
    ask();
    return true;
  }
  t.finish(goal);
  t.say(t.phrase("verifyOver"));
  offerPerson(t, "The one-time code could not be confirmed.", "verification_help");
  return true;
}
