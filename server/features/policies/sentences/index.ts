import { inLanguage } from "@/server/kernel/in-language";
import type { PolicyArea, PolicyValues } from "../schema";
import { bn } from "./bn";
import { de } from "./de";
import { en } from "./en";
import { es } from "./es";
import { fr } from "./fr";
import type { AllSentences, Sentence, Voice } from "./types";

const languages = { en, es, de, fr, bn };

export interface PolicySentence {
  field: string;
  value: string | number | boolean | string[];
  /** What the line will say, in spoken form. */
  say: string;
}

/**
 * Every set field of an area that may be quoted, in the order of the form and the language of the voice. The editor
 * shows them beside the field; `get_policy` says them.
 */
export function policySentences<A extends PolicyArea>(
  area: A,
  values: PolicyValues<A>,
  voice: Voice,
): PolicySentence[] {
  const sentences: AllSentences = inLanguage(languages, voice.spoken.language);
  const table = sentences[area] as Record<string, Sentence | undefined>;
  return Object.entries(values).flatMap(([field, value]) => {
    if (value === undefined || value === null) return [];
    const say = table[field]?.(value as never, voice);
    return say ? [{ field, value: value as PolicySentence["value"], say }] : [];
  });
}
