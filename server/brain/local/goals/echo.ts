import { decimals } from "@/server/kernel/money";
import type { BookingGoal } from "../dialogue/state";
import type { Turn } from "../dialogue/turn";

const AMOUNT = /\b(\d[\d,]*) (?:euros?|dollars?|pounds?|francs?|kroner|kronor|taka)\b/;
/** A limit is a wish, and a question asks. */
const WISH =
  /\b(?:under|below|less than|at most|maximum|max|budget|up to|cheaper|instead|for only|what about)\b/;

/** An amount that the caller says back, in whole units of money. */
export const saidAmount = (text: string): number | undefined => {
  const said = WISH.test(text) ? null : AMOUNT.exec(text);
  return said ? Number((said[1] as string).replaceAll(",", "")) : undefined;
};

/** A price said back that is not the offer's is put right, and the question is asked again. True when it was. */
export function correctPrice(t: Turn, { quote }: BookingGoal): boolean {
  const said = saidAmount(t.u.text);
  if (said === undefined || !quote || !t.state.pending) return false;
  const whole = (amount: number): number => Math.floor(amount / 10 ** decimals(quote.total.currency));
  if (said === whole(quote.total.amount) || said === whole(quote.perNight.amount)) return false;
  t.say(t.phrase("priceIs", { total: t.spoken.money(quote.total) }), quote.facts, "readback");
  const { field } = t.state.pending;
  t.ask(
    field,
    t.phrase(field === "confirm" ? "readAsk" : "offerAsk"),
    { kind: "yes_no" },
    quote.facts,
    "readback",
  );
  return true;
}
