import type { TelephonySettings } from "./schema";

/** Why a leg was not dialled, or did not reach anybody, in words for the desk: what is so, and what can be done. */
export const reasonWords = {
  not_a_number: "That is not a telephone number with its country code.",
  destination: "Calls to this country are not allowed. A manager can allow its prefix.",
  premium: "Numbers with extra charges are never called.",
  do_not_call:
    "This person wants no calls. If they ask for one after all, a manager takes the number off in Settings, Do-not-call list.",
  hours: "It is outside the hours in which guests may be called. Call from the desk, or later.",
  no_consent: "Only who agreed to it may be called.",
  spend_cap: "Today's minutes for calls out are used up. Call from the desk.",
  no_number: "The hotel has no number to call from.",
  too_late: "It could not be dialled within a day. Call from the desk.",
  unavailable: "The telephone service did not answer. Call again.",
  rate_limited: "The telephone service was busy. Call again in a minute.",
  refused: "The telephone service refused the call. Check the number and the account.",
  not_found: "The telephone service does not know the number to call from. Check the account.",
  not_confirmed: "Somebody answered, and no key was pressed.",
  gone: "The call was already over.",
  not_placed:
    "The system stopped before it was dialled, so it rang nowhere. Call again if no other try follows.",
  no_line: "They answered, and no line was free to talk to them.",
  no_word: "The telephone service did not tell what became of it. Call again if no other try follows.",
  reached: "An earlier try has reached the caller.",
} as const;

/** The same while somebody waits for it, with the hours there are. */
export const sayRefusal = (
  reason: keyof typeof reasonWords,
  { outboundFrom, outboundUntil }: Pick<TelephonySettings, "outboundFrom" | "outboundUntil">,
): string =>
  reason === "hours"
    ? `It is outside the hours in which guests may be called, ${outboundFrom} to ${outboundUntil}. Call then, or from the desk.`
    : reasonWords[reason];
