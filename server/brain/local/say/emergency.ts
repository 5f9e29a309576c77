import { sentenceLanguage } from "@/server/kernel/in-language";
import { spokenIn } from "@/server/kernel/spoken";
import type { CallOpening } from "@/server/line/contract";
import { emergencyHelp } from "@/server/line/emergency";
import { phrase } from "./phrase";

/** The alarm could not be raised: the number to dial in spoken digits, then the approved words for this kind of danger. */
export function unraised(opening: CallOpening, language: string, kind: unknown, pick = 0): string[] {
  const { number, script } = emergencyHelp(opening, kind);
  const digits = spokenIn(sentenceLanguage(language)).digits(number);
  return [phrase(language, "emergencyFailed", pick, { number: digits }), ...script];
}
