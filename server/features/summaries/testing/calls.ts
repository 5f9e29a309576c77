import type { CallRecord, RequestRecord, StayRecord, ToolUse } from "../record";

export const tool = (name: string, over: Partial<ToolUse> = {}): ToolUse => ({
  name,
  ok: over.code === undefined || over.code === null,
  code: null,
  input: {},
  data: {},
  ...over,
});

export const stay = (over: Partial<StayRecord> = {}): StayRecord => ({
  code: "7K2M",
  status: "confirmed",
  arrival: "2026-06-05",
  departure: "2026-06-08",
  adults: 2,
  children: 0,
  roomType: "Courtyard double",
  total: 45_600,
  currency: "EUR",
  booked: true,
  nameUnclear: false,
  ...over,
});

export const request = (over: Partial<RequestRecord> = {}): RequestRecord => ({
  ref: "R4T9",
  kind: "housekeeping_item",
  summary: "Two extra towels",
  urgency: "normal",
  room: "214",
  ...over,
});

export const call = (guestTurns: readonly string[], over: Partial<CallRecord> = {}): CallRecord => ({
  language: "en",
  endReason: "done",
  fromNumber: "+4790012345",
  guestName: null,
  guestTurns,
  tools: [],
  stays: [],
  requests: [],
  messages: [],
  ...over,
});
