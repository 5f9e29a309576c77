/** What is known when Twilio says that a call's stream is over. */
export interface AfterFacts {
  /** The guest is still on the line: `CallStatus` is `in-progress`. */
  onTheLine: boolean;
  /** The line has ended the call, by its last event or its close. */
  ended: boolean;
  /**
   * Its worker ended it of its own will, not to let go of it: a person or a keypad that is still asked for was never
   * promised, for the answer to that was lost.
   */
  goodbye: boolean;
  /** It ended without a word to the guest. */
  wordless: boolean;
  /** The worker let go of the call, for none of its voices answered; `again`: as before, and nothing was heard since. */
  voice: "there" | "lost" | "lost_again";
  transfer: "none" | "requested" | "under_way";
  payment: boolean;
  /** Openings of this call so far. */
  openings: number;
  /** A worker has room. */
  workerFree: boolean;
  voicemail: boolean;
}

export type AfterDecision =
  | "hang_up"
  | "dial_person"
  /** The same waiting place again: this was asked before. */
  | "keep_waiting"
  | "take_card"
  | "re_enter"
  /** The telephone service says that the line is still there, and a worker gets the call again. */
  | "speak_and_re_enter"
  | "voicemail"
  | "apologise"
  | "say_goodbye";

/** A call that comes back more often than this is not helped by a worker. */
export const MOST_OPENINGS = 6;

/**
 * What happens after the stream: a person or the keypad where the line promised one; nothing more once it said
 * goodbye, and a goodbye where it could not; otherwise its worker was lost, or its voices, and the call goes on with
 * another one, or with a message after the tone.
 */
export function decideAfter(facts: AfterFacts): AfterDecision {
  if (!facts.onTheLine) return "hang_up";
  if (facts.transfer === "under_way") return "keep_waiting";
  if (facts.goodbye) return facts.wordless ? "say_goodbye" : "hang_up";
  if (facts.transfer === "requested") return "dial_person";
  if (facts.payment) return "take_card";
  if (facts.ended) return facts.wordless ? "say_goodbye" : "hang_up";
  const again = facts.workerFree && facts.openings <= MOST_OPENINGS;
  if (facts.voice === "lost_again" || (facts.voice === "lost" && !again)) return "say_goodbye";
  if (again) return facts.voice === "lost" ? "speak_and_re_enter" : "re_enter";
  return facts.voicemail ? "voicemail" : "apologise";
}
