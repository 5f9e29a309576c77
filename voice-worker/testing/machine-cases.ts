import {
  type CallData,
  type CallEventIn,
  type CallEventType,
  newCall,
  type WorkerState,
} from "../call/machine-data";

/** One representative of each event. */
export const events: { readonly [T in CallEventType]: Extract<CallEventIn, { type: T }> } = {
  opened: { type: "opened", resumed: false },
  refused: { type: "refused" },
  speech_started: { type: "speech_started" },
  speech_ended: { type: "speech_ended" },
  tool_started: { type: "tool_started" },
  tool_finished: { type: "tool_finished" },
  brain_done: { type: "brain_done", end: null },
  brain_failed: { type: "brain_failed" },
  transfer_agreed: { type: "transfer_agreed" },
  guest_speaking: { type: "guest_speaking" },
  guest_words: { type: "guest_words" },
  guest_quiet: { type: "guest_quiet" },
  guest_ended: { type: "guest_ended", endedAt: 0 },
  guest_turn: { type: "guest_turn" },
  silence_due: { type: "silence_due" },
  filler_due: { type: "filler_due" },
  cap_near: { type: "cap_near" },
  cap_reached: { type: "cap_reached" },
  person: { type: "person", joined: true },
  person_gone: { type: "person_gone" },
  person_quiet: { type: "person_quiet" },
  person_limit: { type: "person_limit" },
  hang_up: { type: "hang_up", reason: "staff_hung_up" },
  guest_lost: { type: "guest_lost", patienceMs: 30_000 },
  guest_gone: { type: "guest_gone" },
  voice_lost: { type: "voice_lost", carrier: false },
  fault: { type: "fault" },
};

/** A call that is really in each state. */
export const inState: { readonly [S in WorkerState]: CallData } = {
  ringing: newCall,
  greeting: { ...newCall, state: "greeting", busy: true, speech: true },
  listening: { ...newCall, state: "listening" },
  thinking: { ...newCall, state: "thinking", busy: true },
  tool: { ...newCall, state: "tool", busy: true, tools: 1 },
  speaking: { ...newCall, state: "speaking", speech: true },
  transferring: { ...newCall, state: "transferring", speech: true, ending: "transferred" },
  with_person: { ...newCall, state: "with_person" },
  ended: { ...newCall, state: "ended", ending: "done" },
  failed: { ...newCall, state: "failed", ending: "failed" },
};

export const eventNames = Object.keys(events) as CallEventType[];
