import type { z } from "zod";
import { type PolicyArea, policyAreas } from "@/server/features/policies/schema";
// The other languages of a call stay out of the page.
import { en } from "@/server/features/policies/sentences/en";
import type { Sentence } from "@/server/features/policies/sentences/types";
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
  const sentence = (en[area] as Readonly<Record<string, Sentence | undefined>>)[field];
  const quoted = sentence !== undefined;
  const parsed = shape[field]?.safeParse(value);
  if (!parsed?.success || parsed.data === undefined || parsed.data === "") return { say: null, quoted };
  if (VERBATIM[area]?.includes(field)) return { say: [parsed.data].flat().join(" "), quoted };
  return { say: sentence?.(parsed.data as never, { spoken, currency }) || null, quoted };
}
