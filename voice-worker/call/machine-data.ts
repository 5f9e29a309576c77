import type { CallState, EndReason } from "@/server/line/contract";

/** States of a call that a worker has; one that waits for a person at the telephone service is the app's. */
export type WorkerState = Exclude<CallState, "on_hold">;

/** Everything about a call that decides what happens next. Plain data: the reducer below is its only writer. */
export interface CallData {
  readonly state: WorkerState;
  /** The brain is working on a turn. */
  readonly busy: boolean;
  /** Something is being said or waits to be said. */
  readonly speech: boolean;
  readonly tools: number;
  readonly guestTalking: boolean;
  /** They have said all, and the recogniser is still to say what. They count as talking until a filler covers that. */
  readonly wordsAwaited: boolean;
  /** Speech stands still because somebody may have begun to talk over it. */
  readonly paused: boolean;
  /** The guest's socket broke off; they have a little time to come back. */
  readonly away: boolean;
  /** Times the guest said nothing since the last guest turn. */
  readonly silences: number;
  /** Guest turns that came while the brain was busy. */
  readonly waiting: number;
  /** The call ends with this once everything is said. */
  readonly ending: EndReason | null;
  readonly fillers: number;
  /** The filler that is being said covers the wait for the guest's own words: they do not cut it. */
  readonly covered: boolean;
  /** Brain turns that failed in a row. */
  readonly failures: number;
}

export const newCall: CallData = {
  state: "ringing",
  busy: false,
  speech: false,
  tools: 0,
  guestTalking: false,
  wordsAwaited: false,
  paused: false,
  away: false,
  silences: 0,
  waiting: 0,
  ending: null,
  fillers: 0,
  covered: false,
  failures: 0,
};

export type CallEventIn =
  /** `told`: the brain itself says why the call is back. */
  | { type: "opened"; resumed: boolean; told?: boolean }
  | { type: "refused" }
  | { type: "speech_started" }
  | { type: "speech_ended" }
  | { type: "tool_started" }
  | { type: "tool_finished" }
  | { type: "brain_done"; end: EndReason | null }
  | { type: "brain_failed" }
  | { type: "transfer_agreed" }
  /** Voice began. Whether it is a guest, the words will tell. */
  | { type: "guest_speaking" }
  /** It is a guest: words that mean something, or keys. */
  | { type: "guest_words" }
  /** It was nobody: a noise, our own echo, or a sound of listening. */
  | { type: "guest_quiet" }
  /** The guest has said all at `endedAt`, of the worker's clock; the recogniser is still to say what. */
  | { type: "guest_ended"; endedAt: number }
  /** `answering`: words of the brain are being said, or about to be; not only the line's own. */
  | { type: "guest_turn"; answering?: boolean }
  | { type: "silence_due" }
  | { type: "filler_due" }
  | { type: "cap_near" }
  | { type: "cap_reached" }
  | { type: "person"; joined: boolean }
  /** Nothing comes from the person who has taken the call over. */
  | { type: "person_gone" }
  /** Nor is it known yet whether they are gone: the guest has heard nobody for some time. */
  | { type: "person_quiet" }
  /** They have had the call for as long as may be. */
  | { type: "person_limit" }
  | { type: "hang_up"; reason: EndReason }
  | { type: "guest_lost"; patienceMs: number }
  | { type: "guest_gone" }
  /** No voice of the call can say anything any more. `carrier`: the telephone service has one of its own. */
  | { type: "voice_lost"; carrier: boolean }
  | { type: "fault" };
export type CallEventType = CallEventIn["type"];

/** What the line says by itself. */
export type Phrase =
  | "greeting"
  | "filler"
  | "cap_near"
  | "cap_reached"
  | "trouble"
  | "goodbye"
  | "handed_back"
  | "person_lost"
  | "one_moment";

export type Effect =
  | { type: "greet" }
  /** Hand the oldest waiting guest turn to the brain. */
  | { type: "respond" }
  | { type: "tell_silent"; count: number }
  /** The call was here before: say what is needed to go on. */
  | { type: "pick_up" }
  /** Somebody may be talking: silence at once, everything kept. */
  | { type: "pause" }
  | { type: "unpause" }
  /** Nobody is there to hear: stop speech; what was not heard, and what the brain still says, is kept for later. */
  | { type: "mute" }
  /** Barge-in: stop speech, drop queued audio, cut the transcript, abort the turn (never a tool). */
  | { type: "interrupt" }
  | {
      type: "say";
      phrase: Phrase;
      count: number;
    }
  | { type: "arm_silence" }
  | { type: "disarm_silence" }
  /**
   * `first`: nothing was said since the guest's last word, and the filler is due by that as well. `since`: when that word
   * ended, where no answer is owed for it yet.
   */
  | { type: "arm_filler"; ms: number; first: boolean; since?: number }
  | { type: "disarm_filler" }
  /** The person who takes over has `ms` to be heard; the guest hears a word before that. */
  | { type: "arm_person"; ms: number }
  | { type: "disarm_person" }
  /** `cap_reached` comes once more, after `ms`. */
  | { type: "arm_cap"; ms: number }
  /** The cap does not count while a person has the call; `person_limit` comes after `ms`. */
  | { type: "suspend_cap"; ms: number }
  /** The cap counts again, as if it had all the time; at least `ms` are left. */
  | { type: "resume_cap"; ms: number }
  /** The line has said what it had to: from now on it is the person who is to be heard. */
  | { type: "await_word" }
  /** The person is gone without a word: who was in the call, and the app, are told. */
  | { type: "person_lost" }
  /** The telephone service says that the line is still there, and gives the call to a worker again. */
  | { type: "borrow_voice" }
  /** Ends the call as left by the guest if nobody comes back within `ms`. */
  | { type: "arm_return"; ms: number }
  /** Close media and tell the line; the call is over. `wordless`: the guest was not told, and somebody else should. */
  | { type: "end"; reason: EndReason; wordless?: true };
