import canonicalize from "canonicalize";

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** RFC 8785 text of a value: the same data always gives the same bytes. `undefined` members vanish. */
export function canonicalJson(value: unknown): string {
  return canonicalize(JSON.parse(JSON.stringify(value ?? null))) ?? "null";
}

/** A copy of plain data as JSON: what a `json` column can hold. */
export const asJson = (value: unknown) => JSON.parse(canonicalJson(value)) as Exclude<Json, null>;
