import type { Spoken } from "@/server/kernel/spoken";
import type { PolicyArea, PolicyValues } from "../schema";

export interface Voice {
  /** Its language is the sentences'. */
  spoken: Spoken;
  currency: string;
}

/** What is said of one value; null where the field is not quoted. */
export type Sentence<V = never> = (value: V, voice: Voice) => string | null;
type Sentences<A extends PolicyArea> = {
  [F in keyof PolicyValues<A>]-?: Sentence<NonNullable<PolicyValues<A>[F]>>;
};
/** One sentence a field, in one language; free text of the hotel stands in it as it was written. */
export type AllSentences = { readonly [A in PolicyArea]: Sentences<A> };

export const price = (amount: number, { spoken, currency }: Voice) => spoken.money({ amount, currency });
/** A field the line computes with but never quotes by itself. */
export const unsaid = () => null;
export const yesNo = (yes: string, no: string) => (value: boolean) => (value ? yes : no);
