import type { PlainDate } from "@/server/kernel/dates";
import type { Backing } from "./backing";
import type { Ledger } from "./facts";
import type { Reading } from "./reading";
import type { TopicHit } from "./topics";

export interface GateContext {
  /** The hotel's business date. */
  today: PlainDate;
  /** ISO code: the only currency that is spoken. */
  currency: string;
  language: string;
  /** Names of the room types, as facts name them. */
  roomTypes: readonly string[];
  /** The guest's last words. */
  question?: string;
}

/** One sentence and what it is judged by. */
export interface Scene {
  sentence: string;
  reading: Reading;
  text: string;
  topics: readonly TopicHit[];
  /** Room types the sentence names. */
  room: readonly string[];
  ledger: Ledger;
  context: GateContext;
}
export type Judgement =
  | { ok: true; backing?: Backing; say?: string }
  | { ok: false; right?: { say: string; ids: readonly string[] } };
