import type { CallRecord } from "./record";

export const INTENTS = [
  "booking",
  "change",
  "cancellation",
  "existing_stay",
  "question",
  "request",
  "complaint",
  "message",
  "person",
  "lost_item",
  "wakeup",
  "emergency",
  "other",
] as const;
export type Intent = (typeof INTENTS)[number];

/** What using a tool says of why the guest called. Looking a thing up says less than asking for an effect. */
const TOOL_WEIGHTS = new Map<string, readonly [Intent, number]>(
  Object.entries({
    book_stay: ["booking", 4],
    quote_stay: ["booking", 2],
    search_rooms: ["booking", 2],
    join_waitlist: ["booking", 2],
    list_extras: ["booking", 1],
    check_rate_code: ["booking", 1],
    preview_change: ["change", 3],
    preview_relocation: ["change", 2],
    preview_cancel: ["cancellation", 4],
    preview_reinstate: ["change", 2],
    get_stay: ["existing_stay", 1.5],
    note_on_stay: ["existing_stay", 2],
    preview_checkout: ["existing_stay", 2],
    get_payment: ["existing_stay", 2],
    start_payment: ["existing_stay", 3],
    get_policy: ["question", 2],
    ask_knowledge: ["question", 2],
    list_events: ["question", 2],
    text_info: ["question", 1],
    create_request: ["request", 4],
    update_request: ["request", 3],
    get_request: ["request", 3],
    set_do_not_disturb: ["request", 3],
    set_wakeup: ["wakeup", 4],
    cancel_wakeup: ["wakeup", 4],
    take_message: ["message", 4],
    get_messages: ["message", 3],
    transfer_call: ["person", 3],
    schedule_callback: ["person", 2],
    report_lost_item: ["lost_item", 5],
    raise_emergency: ["emergency", 10],
  } satisfies Record<string, [Intent, number]>),
);

/** Words that say it outright; one point a turn, two in the first turns, where people say why they call. */
const CUES: readonly (readonly [Intent, RegExp])[] = [
  ["cancellation", /\bcancel(?:ling|lation|led)?\b/],
  [
    "change",
    /\b(?:change|move|extend|shorten|reschedule|switch)\b.{0,40}\b(?:booking|reservation|stay|room|date|night)/,
  ],
  [
    "booking",
    /\b(?:book|reserve|availab\w+|need a room|looking for a room|any rooms?|stay for|rooms? for)\b/,
  ],
  ["complaint", /\b(?:complain\w*|unacceptable|disgusting|refund|filthy|terrible (?:stay|room|service))\b/],
  ["lost_item", /\b(?:lost|left (?:my|something)|forgot (?:my|something))\b/],
  ["wakeup", /\bwake[- ]?(?:up|me)\b/],
  ["request", /\b(?:towels?|pillows?|blanket|not working|broken|maintenance|housekeeping|clean my room)\b/],
  ["message", /\b(?:leave|take|pass on) (?:\w+ ){0,2}message\b/],
  [
    "person",
    /\b(?:speak|talk) (?:to|with) (?:a|an|the|some)\b|\b(?:human|real person|manager|reception|front desk)\b/,
  ],
  ["emergency", /\b(?:ambulance|fire|not breathing|heart attack|police now)\b/],
  [
    "question",
    /\b(?:what time|do you (?:have|allow|offer)|is there|how (?:much|far|do)|can i bring|where is|parking|breakfast|wi-?fi)\b/,
  ],
];

export interface JudgedIntent {
  intent: Intent;
  /** 0 to 1: how much of the evidence points there, and whether there is much of it. */
  confidence: number;
}

/** Why the guest called. With nothing to go by: other, with a confidence of zero. */
export function intentOf(call: CallRecord): JudgedIntent {
  const scores = new Map<Intent, number>();
  const add = (intent: Intent, points: number) => scores.set(intent, (scores.get(intent) ?? 0) + points);
  const seen = new Map<string, number>();
  for (const tool of call.tools) {
    const weight = TOOL_WEIGHTS.get(tool.name);
    // The same tool again says little more than the first time.
    const times = (seen.get(tool.name) ?? 0) + 1;
    seen.set(tool.name, times);
    if (weight) add(weight[0], weight[1] / times);
  }
  if (call.language === "en") {
    call.guestTurns.forEach((turn, index) => {
      const text = turn.toLowerCase();
      for (const [intent, cue] of CUES) if (cue.test(text)) add(intent, index < 2 ? 2 : 1);
    });
  }
  if (call.requests.some((request) => request.kind === "complaint")) add("complaint", 6);
  const ranked = [...scores].sort((a, b) => b[1] - a[1] || INTENTS.indexOf(a[0]) - INTENTS.indexOf(b[0]));
  const [top] = ranked;
  if (!top) return { intent: "other", confidence: 0 };
  const total = ranked.reduce((sum, [, score]) => sum + score, 0);
  const enough = 1 - Math.exp(-top[1] / 2);
  return { intent: top[0], confidence: Math.round((top[1] / total) * enough * 100) / 100 };
}
