/** One tool the line used in the call, as it is stored. */
export interface ToolUse {
  name: string;
  ok: boolean;
  code: string | null;
  input: Readonly<Record<string, unknown>>;
  data: Readonly<Record<string, unknown>>;
}

/** A stay that the call booked or touched. */
export interface StayRecord {
  code: string;
  status: string;
  arrival: string;
  departure: string;
  adults: number;
  children: number;
  roomType: string;
  /** Minor units. */
  total: number;
  currency: string;
  /** Made in this call. */
  booked: boolean;
  nameUnclear: boolean;
}

export interface RequestRecord {
  ref: string;
  kind: string;
  summary: string;
  urgency: string;
  room: string | null;
}

/** Everything of an ended call that its summary is made from. Text is redacted. */
export interface CallRecord {
  language: string;
  endReason: string | null;
  fromNumber: string | null;
  guestName: string | null;
  /** What the guest said, turn by turn. */
  guestTurns: readonly string[];
  tools: readonly ToolUse[];
  stays: readonly StayRecord[];
  requests: readonly RequestRecord[];
  messages: readonly { ref: string; recipient: string }[];
}

export const used = (call: CallRecord, ...names: string[]): ToolUse[] =>
  call.tools.filter((tool) => names.includes(tool.name));
export const succeeded = (call: CallRecord, ...names: string[]): ToolUse[] =>
  used(call, ...names).filter((tool) => tool.ok);
export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
