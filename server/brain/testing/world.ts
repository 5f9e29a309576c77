import type { PlainDate } from "@/server/kernel/dates";
import { newCode } from "@/server/kernel/ids";
import { spokenIn } from "@/server/kernel/spoken";
import type { CallOpening } from "@/server/line/contract";
import type { Fact, NewFact, ToolFailure, ToolName, ToolSuccess } from "@/server/tools";

/** The test hotel speaks English. */
export const spoken = spokenIn("en");

export interface WorldStay {
  handle?: string;
  code: string;
  first: string;
  last: string;
  phone?: string;
  email?: string;
  cardLast4?: string;
  room?: string;
  status: "confirmed" | "cancelled" | "in_house" | "checked_out";
  arrival: PlainDate;
  departure: PlainDate;
  adults: number;
  childAges: number[];
  roomTypeCode: string;
  extras: { code: string; qty: number }[];
  /** Confirmed, and the house has no room for it. */
  noRoom?: boolean;
  /** Paid by keypad. */
  paid?: boolean;
  /** Cancelling costs this many per cent of the total. */
  feePercent: number;
}

export interface WorldExtra {
  code: string;
  name: string;
  amount: number;
  unit: "night" | "stay" | "person_night" | "piece";
}

export interface WorldOffer {
  handle: string;
  roomTypeCode: string;
  arrival: PlainDate;
  departure: PlainDate;
  adults: number;
  childAges: number[];
  rooms: number;
  total: number;
}
export interface WorldQuote extends WorldOffer {
  quote: string;
  extras: { code: string; qty: number }[];
  live: boolean;
}

export interface WorldChange {
  handle: string;
  kind: "change" | "cancel" | "reinstate" | "checkout" | "relocation";
  stay: WorldStay;
  apply(): { total: number; refund?: number };
  used: boolean;
}

export interface WorldRecord {
  kind: string;
  ref: string;
  args: Record<string, unknown>;
}

export interface LoggedCall {
  sequence: number;
  name: ToolName;
  args: Record<string, unknown>;
  ok: boolean;
  code?: string;
  facts: Fact[];
  say: string;
}

/** The hotel of a test: everything in memory, deterministic, and answering by the tool contracts. */
export interface World {
  opening: CallOpening;
  now: Date;
  nightly: Record<string, number>;
  /** Rooms left by `type:date`; other nights have `defaultLeft`. */
  left: Record<string, number>;
  defaultLeft: number;
  extras: WorldExtra[];
  stays: WorldStay[];
  policies: Record<string, Record<string, { value: unknown; spoken: string }>>;
  articles: { id: string; title: string; words: RegExp; text: string }[];
  /** Tools that are away and answer `later`. */
  away: Set<ToolName>;
  /** What a tool that is away says where the worker has put the wish on record. */
  noted?: string;
  offers: WorldOffer[];
  quotes: WorldQuote[];
  changes: WorldChange[];
  handles: WorldStay[];
  records: WorldRecord[];
  attemptsLeft: number;
  verified: boolean;
  /** Changes of a stay need a one-time code as well. */
  needsProof?: boolean;
  proved?: boolean;
  /** The code that was sent. */
  otp?: string;
  /** Check-out is for the front desk alone. */
  deskOnly?: boolean;
  /** A caller can pay by keypad. */
  keypad?: boolean;
  /** Rate codes and how much of the price they take off, in per cent. */
  rateCodes: Record<string, { name: string; percent: number }>;
  counters: Record<string, number>;
  random: () => number;
}

export const nextHandle = (world: World, prefix: string): string => {
  world.counters[prefix] = (world.counters[prefix] ?? 0) + 1;
  return `${prefix}_${world.counters[prefix]}`;
};

export const makeCode = (world: World, length: number): string => newCode(length, world.random);

/** Mulberry32: small, seeded, good enough for codes in tests. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export type Answered =
  | (Omit<ToolSuccess, "facts" | "ok" | "next"> & { ok: true; facts: NewFact[]; next?: string[] })
  | (Omit<ToolFailure, "facts" | "options"> & { facts?: NewFact[]; options?: ToolFailure["options"] });

export const fail = (
  code: ToolFailure["code"],
  ask: string,
  more: Partial<Pick<ToolFailure, "field" | "options" | "policy" | "tried" | "noted">> = {},
): Answered => ({ ok: false, code, ask, ...more });
