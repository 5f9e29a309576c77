import { type Asking, askModels } from "@/server/features/vendors";
import { inParts, readTranslation, translationRequest } from "./rules";
import type { StaffLanguage, TranslatedLine } from "./schema";

/** Lines in a language of the staff, and the model that ended them. Undefined when no model gave all of them in time. */
export async function translateLines(
  asking: Asking,
  lines: readonly TranslatedLine[],
  language: StaffLanguage,
  signal: AbortSignal,
): Promise<{ lines: TranslatedLine[]; model: string } | undefined> {
  const translated: TranslatedLine[] = [];
  let model = "";
  try {
    for (const part of inParts(lines)) {
      const read = (answer: string) => readTranslation(answer, part.length);
      const found = await askModels(asking, translationRequest(part, language), read, signal);
      if (!found) return undefined;
      model = found.model;
      translated.push(...part.map((line, i) => ({ ...line, text: found.answer[i] ?? "" })));
    }
    return { lines: translated, model };
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}
