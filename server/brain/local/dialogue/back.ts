import type { ResumeCause } from "@/server/line/contract";
import { newForm } from "../goals/new-form";
import { offerPerson } from "../goals/transfer";
import type { Turn } from "./turn";

/** Nobody took the call: said so, with an offer to be called back. */
function nobody(t: Turn, key: "backUnanswered" | "backDeclined"): void {
  t.say(t.phrase(key));
  const form = newForm("callback");
  form.values.what = "The caller was put through, and nobody took the call.";
  t.push(form);
  t.ask("callbackOffer", t.phrase("offerCallback"), { kind: "yes_no" });
}

/** The open question again, or an open one where nothing is left of before. */
function goOn(t: Turn): void {
  if (t.state.pending?.again) return t.reask();
  t.ask("more", t.phrase("anythingElse"), { kind: "open" });
}

/** The call is back at the line: says why in one sentence, once, and goes on where it was. */
export function comeBack(t: Turn, cause: ResumeCause): void {
  switch (cause) {
    case "unanswered":
      return nobody(t, "backUnanswered");
    case "declined":
      return nobody(t, "backDeclined");
    case "paid":
      t.say(t.phrase("backPaid"));
      return goOn(t);
    case "not_paid":
      t.say(t.phrase("backNotPaid"));
      return offerPerson(t, "A payment by keypad was not completed.");
    case "handed_back":
      t.say(t.phrase("backHanded"));
      return goOn(t);
    case "moved":
      return goOn(t);
  }
}
