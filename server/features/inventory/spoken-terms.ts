import type { StaySnapshot } from "@/server/features/rates";
import { localDate, localTime } from "@/server/kernel/dates";
import type { Spoken } from "@/server/kernel/spoken";
import type { SellingTexts } from "./say";

/** An instant as the line says it at the hotel: "three in the afternoon on Tuesday the third of March". */
export const sayInstant = (instant: string, timeZone: string, s: Spoken, today: string): string => {
  const at = new Date(instant);
  return `${s.time(localTime(at, timeZone))} on ${s.date(localDate(at, timeZone), today)}`;
};

/** The cancellation terms of a priced stay in one phrase, seen from `now`. */
export function sayTerms(
  snapshot: StaySnapshot,
  at: { timeZone: string; today: string; now: Date },
  s: Spoken,
  t: SellingTexts,
): string {
  if (snapshot.cancelBy && new Date(snapshot.cancelBy) > at.now) {
    return t.freeUntil(sayInstant(snapshot.cancelBy, at.timeZone, s, at.today));
  }
  const partly = snapshot.terms.some((tier) => tier.fee.kind === "nights" || tier.fee.kind === "percent");
  return partly ? t.partlyFree : t.notFree;
}
