/** What the line says about guests, one entry a language. */
const en = {
  known: "Welcome back. Shall I note the same wishes as last time?",
  knownPlain: "Welcome back.",
  unknown: "I do not have a profile to go by. How can I help?",
  saved: "I will remember that for your next stays.",
  whose: "So that I only change the right record, may I have the surname on the booking?",
};
export type GuestTexts = typeof en;
const texts: Readonly<Record<string, GuestTexts>> = { en };

/** The texts about guests in a language (BCP 47); English where there are none yet. */
export const guestTexts = (language: string): GuestTexts => texts[language.slice(0, 2).toLowerCase()] ?? en;
