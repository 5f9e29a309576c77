import { z } from "zod";
import { Id } from "@/server/kernel/ids";

/** Languages the staff may read a call in. */
export const STAFF_LANGUAGES = ["en", "es", "de", "fr", "bn"] as const;
export const StaffLanguage = z.enum(STAFF_LANGUAGES);
export type StaffLanguage = z.infer<typeof StaffLanguage>;

export const TranslatedLine = z.object({
  turnId: z.string(),
  speaker: z.enum(["guest", "line", "person"]),
  text: z.string(),
});
export type TranslatedLine = z.infer<typeof TranslatedLine>;

/** The turn under which the words of a message after the tone stand. */
export const VOICEMAIL_TURN = "m1";

export const TranslateCallInput = z.object({ callId: Id, language: StaffLanguage });
export const Translation = z.object({
  callId: Id,
  language: StaffLanguage,
  lines: z.array(TranslatedLine),
});
export type Translation = z.infer<typeof Translation>;
