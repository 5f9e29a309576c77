import type { PolicyArea, PolicyValues } from "@/server/features/policies/schema";

/** Words for one field of the policies. What it is (time, list, choice …) comes from its schema. */
export interface FieldWords {
  label: string;
  help?: string;
  /** Minor units of the hotel's currency, shown and typed as money. */
  money?: true;
  /** After a number: "minutes". */
  unit?: string;
  /** A choice's words, by its value. */
  options?: Readonly<Record<string, string>>;
  /** Without it the area is not ready for calls. */
  required?: true;
  /** A longer text. */
  long?: true;
}

export interface AreaWords<A extends PolicyArea = PolicyArea> {
  label: string;
  text: string;
  fields: { readonly [F in keyof PolicyValues<A>]-?: FieldWords };
}

/** Every area with every field of its schema: a field without words does not compile. */
export type Catalogue = { readonly [A in PolicyArea]: AreaWords<A> };
