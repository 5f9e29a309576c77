import { z } from "zod";

/** Ages typed as "4, 9" → [4, 9]; empty is none. An age is 0 to 17, at most 20 of them. */
export const ChildAges = z
  .string()
  .trim()
  .regex(/^(\d{1,2}([\s,;]+\d{1,2})*)?$/, "Write ages with commas, for example 4, 9.")
  .transform((text) => (text === "" ? [] : text.split(/[\s,;]+/).map(Number)))
  .refine((ages) => ages.every((age) => age <= 17), "Older than 17 counts as an adult.")
  .refine((ages) => ages.length <= 20, "At most 20 children in a room.");

export const agesText = (ages: readonly number[]): string => ages.join(", ");
