import type { StaySnapshot } from "@/server/features/rates";
import { localDate, localTime } from "@/server/kernel/dates";
import type { Spoken } from "@/server/kernel/spoken";
import type { SellingTexts } from "./say";
import type { Blocker } from "./schema";

/** Why a stay cannot be offered, in one sentence; `null`: nothing fits, and no single reason is known. */
export function sayBlocker(blocker: Blocker | null, t: SellingTexts, s: Spoken, today: string): string {
  if (!blocker) return t.nothingFree;
  switch (blocker.kind) {
    case "party":
      return t.blocked.party();
    case "requirement":
      return t.blocked.requirement(t.requirement[blocker.name]);
    case "min_nights":
    case "max_nights":
      return t.blocked[blocker.kind](s.nights(blocker.nights));
    default:
      return t.blocked[blocker.kind](s.date(blocker.date, today));
  }
}

/** An instant as a fact says it at the hotel, in English: "three in the afternoon on Tuesday the third of March". */
export const sayInstant = (instant: string, timeZone: string, s: Spoken, today: string): string => {
  const at = new Date(instant);
  return `${s.time(localTime(at, timeZone))} on ${s.date(localDate(at, timeZone), today)}`;
};

export const NOT_REFUNDABLE = "not refundable";
/** The cancellation terms of a priced stay in one English phrase, seen from `now`. */
export function sayTerms(
  snapshot: StaySnapshot,
  at: { timeZone: string; today: string; now: Date },
  s: Spoken,
): string {
  if (snapshot.cancelBy && new Date(snapshot.cancelBy) > at.now) {
    return `free to cancel until ${sayInstant(snapshot.cancelBy, at.timeZone, s, at.today)}`;
  }
  const partly = snapshot.terms.some((tier) => tier.fee.kind === "nights" || tier.fee.kind === "percent");
  return partly ? "a fee applies if you cancel" : NOT_REFUNDABLE;
}
