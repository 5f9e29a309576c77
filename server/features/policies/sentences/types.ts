import type { Spoken } from "@/server/kernel/spoken";
import type { PolicyArea, PolicyValues } from "../schema";

export interface Voice {
  /** Its language is the sentences'. */
  spoken: Spoken;
  currency: string;
}

/** Fields that the line computes with, or says as they stand, and never quotes by themselves. */
interface Unsaid {
  place: "spokenName" | "address";
  cancellation: "reinstateKeepsPrice";
  identity: "factors" | "tries" | "lockMinutes";
  service_promises: "kinds";
  safety: "alarmMembers" | "alarmChain" | "medicalScript" | "fireScript" | "securityScript";
  directory: "entries";
  line: Exclude<keyof PolicyValues<"line">, "recording" | "groupThreshold">;
}
type Said<A extends PolicyArea> = Exclude<keyof PolicyValues<A>, A extends keyof Unsaid ? Unsaid[A] : never>;

/** What is said of one value. */
export type Sentence<V = never> = (value: V, voice: Voice) => string;
type Sentences<A extends PolicyArea> = {
  [F in Said<A>]-?: Sentence<NonNullable<PolicyValues<A>[F]>>;
};
/** One sentence a field, in one language; free text of the hotel stands in it as it was written. */
export type AllSentences = { readonly [A in PolicyArea]: Sentences<A> };

export const price = (amount: number, { spoken, currency }: Voice) => spoken.money({ amount, currency });
export const yesNo = (yes: string, no: string) => (value: boolean) => (value ? yes : no);
