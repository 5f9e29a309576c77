import type { z } from "zod";
import { type PolicyArea, type PolicyValues, policyAreas } from "@/server/features/policies/schema";
import { policySentences, sentences } from "@/server/features/policies/sentences";
import { spokenIn } from "@/server/kernel/spoken";

const spoken = spokenIn("en");

/** Words that are said as they stand, at their moment of a call: nobody asks for them. */
const VERBATIM: Partial<Readonly<Record<PolicyArea, readonly string[]>>> = {
  line: ["opening", "closing"],
  safety: ["medicalScript", "fireScript", "securityScript"],
};

/** The sentence of one field with a value that may not be saved yet, and whether the field is quoted at all. */
export function sayings(
  area: PolicyArea,
  field: string,
  value: unknown,
  currency: string,
): { say: string | null; quoted: boolean } {
  const shape: Readonly<Record<string, z.ZodType>> = policyAreas[area].shape;
  const table: Readonly<Record<string, unknown>> = sentences[area];
  const quoted = typeof table[field] === "function" && table[field] !== sentences.place.spokenName;
  const parsed = shape[field]?.safeParse(value);
  if (!parsed?.success || parsed.data === undefined || parsed.data === "") return { say: null, quoted };
  if (VERBATIM[area]?.includes(field)) return { say: [parsed.data].flat().join(" "), quoted };
  const values = { [field]: parsed.data } as PolicyValues<typeof area>;
  const found = policySentences(area, values, { spoken, currency }).find(
    (sentence) => sentence.field === field,
  );
  return { say: found?.say ?? null, quoted };
}
