import {
  AlarmClock,
  AudioLines,
  Ban,
  BedDouble,
  Brain,
  BrushCleaning,
  CalendarCheck,
  CircleCheck,
  CircleDashed,
  CircleSlash,
  DoorOpen,
  Ear,
  Hourglass,
  LogOut,
  type LucideIcon,
  MessageSquare,
  Pause,
  PhoneCall,
  PhoneForwarded,
  PhoneIncoming,
  PhoneMissed,
  PhoneOff,
  PhoneOutgoing,
  Search,
  SendHorizontal,
  ShieldCheck,
  Sparkles,
  TimerOff,
  TriangleAlert,
  UserRound,
  UserRoundX,
  Wrench,
} from "lucide-react";
import type { BadgeLook, Tone } from "@/components/ui/badge";

export interface StateLook {
  tone: Tone;
  icon: LucideIcon;
  word: string;
  look?: BadgeLook;
}

/** The one map from a stored state to tone, icon and word. Tone alone never tells a state. */
export const states = {
  call: {
    ringing: { tone: "info", icon: PhoneIncoming, word: "Ringing" },
    greeting: { tone: "accent", icon: AudioLines, word: "Greeting" },
    listening: { tone: "neutral", icon: Ear, word: "Listening" },
    thinking: { tone: "accent", icon: Brain, word: "Thinking" },
    tool: { tone: "accent", icon: Search, word: "Looking up" },
    speaking: { tone: "accent", icon: AudioLines, word: "Speaking" },
    on_hold: { tone: "warning", icon: Pause, word: "On hold" },
    transferring: { tone: "info", icon: PhoneForwarded, word: "Transferring" },
    with_person: { tone: "success", icon: UserRound, word: "With a person" },
    ended: { tone: "neutral", icon: PhoneOff, word: "Ended" },
    failed: { tone: "danger", icon: TriangleAlert, word: "Failed" },
  },
  reservation: {
    requested: { tone: "neutral", icon: CircleDashed, word: "Requested", look: "dashed" },
    held: { tone: "warning", icon: Hourglass, word: "Held", look: "dashed" },
    confirmed: { tone: "info", icon: CalendarCheck, word: "Confirmed" },
    checked_in: { tone: "success", icon: DoorOpen, word: "Checked in" },
    checked_out: { tone: "neutral", icon: LogOut, word: "Checked out" },
    cancelled: { tone: "neutral", icon: Ban, word: "Cancelled", look: "struck" },
    expired: { tone: "neutral", icon: TimerOff, word: "Expired", look: "struck" },
    no_show: { tone: "danger", icon: UserRoundX, word: "No-show" },
  },
  room: {
    dirty: { tone: "warning", icon: BrushCleaning, word: "Dirty" },
    pickup: { tone: "warning", icon: BrushCleaning, word: "Pickup", look: "outline" },
    clean: { tone: "info", icon: Sparkles, word: "Clean" },
    inspected: { tone: "success", icon: ShieldCheck, word: "Inspected" },
    out_of_order: { tone: "danger", icon: Wrench, word: "Out of order", look: "hatched" },
    out_of_service: { tone: "neutral", icon: CircleSlash, word: "Out of service", look: "hatched" },
    occupied: { tone: "neutral", icon: BedDouble, word: "Occupied" },
  },
  request: {
    new: { tone: "info", icon: CircleDashed, word: "New" },
    doing: { tone: "accent", icon: Hourglass, word: "Doing" },
    waiting: { tone: "warning", icon: Pause, word: "Waiting" },
    done: { tone: "success", icon: CircleCheck, word: "Done" },
    cancelled: { tone: "neutral", icon: Ban, word: "Cancelled", look: "struck" },
  },
  call_out: {
    queued: { tone: "info", icon: Hourglass, word: "Waiting" },
    dialing: { tone: "accent", icon: PhoneOutgoing, word: "Dialling" },
    ringing: { tone: "accent", icon: PhoneCall, word: "Ringing" },
    answered: { tone: "success", icon: UserRound, word: "Talking" },
    completed: { tone: "success", icon: CircleCheck, word: "Reached" },
    busy: { tone: "warning", icon: PhoneOff, word: "Busy" },
    no_answer: { tone: "warning", icon: PhoneMissed, word: "No answer" },
    failed: { tone: "danger", icon: TriangleAlert, word: "Failed" },
    refused: { tone: "warning", icon: CircleSlash, word: "Not dialled" },
    cancelled: { tone: "neutral", icon: Ban, word: "Cancelled", look: "struck" },
  },
  transfer: {
    requested: { tone: "info", icon: PhoneForwarded, word: "Asked for" },
    dialing: { tone: "accent", icon: PhoneOutgoing, word: "Ringing" },
    announced: { tone: "accent", icon: Ear, word: "Being told" },
    accepted: { tone: "success", icon: UserRound, word: "Taken" },
    declined: { tone: "warning", icon: Ban, word: "Declined" },
    unanswered: { tone: "warning", icon: PhoneMissed, word: "Nobody answered" },
    failed: { tone: "danger", icon: TriangleAlert, word: "Failed" },
    ended: { tone: "neutral", icon: PhoneOff, word: "Guest hung up" },
  },
  wakeup: {
    set: { tone: "info", icon: AlarmClock, word: "Set" },
    done: { tone: "success", icon: CircleCheck, word: "Woken" },
    missed: { tone: "danger", icon: TriangleAlert, word: "Missed" },
    cancelled: { tone: "neutral", icon: Ban, word: "Cancelled", look: "struck" },
  },
  text: {
    queued: { tone: "info", icon: Hourglass, word: "Waiting" },
    sent: { tone: "neutral", icon: SendHorizontal, word: "Sent" },
    delivered: { tone: "success", icon: CircleCheck, word: "Delivered" },
    undelivered: { tone: "warning", icon: CircleSlash, word: "Not delivered" },
    failed: { tone: "danger", icon: TriangleAlert, word: "Failed" },
    received: { tone: "neutral", icon: MessageSquare, word: "Received" },
  },
} as const satisfies Record<string, Record<string, StateLook>>;

export type StateKind = keyof typeof states;
export type StateOf<Kind extends StateKind> = Extract<keyof (typeof states)[Kind], string>;

/** The look of a state; one this version does not know (a newer server's) is neutral and spelled out. */
export function stateLook(kind: StateKind, state: string): StateLook {
  const known = states[kind] as Record<string, StateLook>;
  if (Object.hasOwn(known, state)) return known[state] as StateLook;
  const words = state.replaceAll("_", " ").trim();
  return {
    tone: "neutral",
    icon: CircleDashed,
    word: words ? words[0]?.toUpperCase() + words.slice(1) : "Unknown",
  };
}

/** States as options of a filter, in the order of the map. */
export const stateOptions = (kind: StateKind): { value: string; label: string }[] =>
  Object.entries(states[kind]).map(([value, { word }]) => ({ value, label: word }));
