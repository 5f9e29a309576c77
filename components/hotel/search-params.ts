import type { z } from "zod";

type Raw = URLSearchParams | Readonly<Record<string, string | string[] | undefined>>;

/** The query of an address as a schema reads it. Each field of the schema catches what it cannot read. */
export function readSearch<S extends z.ZodType>(schema: S, raw: Raw): z.output<S> {
  const entries = raw instanceof URLSearchParams ? [...raw.entries()] : Object.entries(raw);
  return schema.parse(Object.fromEntries(entries.filter(([, value]) => typeof value === "string")));
}
