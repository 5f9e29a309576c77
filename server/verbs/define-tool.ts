import type { Tx } from "@/server/db";
import { sentenceLanguage } from "@/server/kernel/in-language";
import { type Spoken, spokenIn } from "@/server/kernel/spoken";
import type {
  NewFact,
  Ref,
  ToolData,
  ToolErrorCode,
  ToolInput,
  ToolName,
  ToolOption,
  Verification,
} from "@/server/tools";
import type { HotelCtx } from "./ctx";
import type { DomainEvent } from "./events";
import type { AuditNote } from "./record";

/** Handles of one call: `offer_2` → what it stands for. They live in the call's tenant, in the open transaction. */
export interface Handles {
  /** Names a payload; the same prefix counts up. */
  create(prefix: string, payload: unknown): Promise<string>;
  /** The payload, or null when this call never had that handle. */
  find<T>(handle: string): Promise<T | null>;
  /** The newest handle with this prefix whose payload equals `payload`, so that one record keeps one handle. */
  reuse(prefix: string, payload: unknown): Promise<string>;
}

/** What a tool knows of its call. */
export interface ToolCallScope {
  callId: string;
  epoch: number;
  language: string;
  /** Caller id, E.164: a hint, never a verification. */
  callerNumber?: string;
  guestId?: string;
  verification: Verification;
  /** Reservations this caller has been verified for. */
  verifiedReservationIds: readonly string[];
  hotel: { id: string; name: string; timeZone: string; country: string; currency: string; auditHour: number };
  /** The hotel's business date now. */
  today: string;
}

export interface ToolCtx extends HotelCtx {
  tx: Tx;
  call: ToolCallScope;
  handles: Handles;
  /** Spoken forms of facts, in English: brains say their values in the language of the call. */
  spoken: Spoken;
}

/** Spoken forms for a tool's own sentences, in the language they are kept in for this call. */
export const speaking = ({ call }: Pick<ToolCtx, "call">): Spoken =>
  spokenIn(sentenceLanguage(call.language));

export interface ToolDone<D> {
  ok: true;
  data: D;
  facts?: readonly NewFact[];
  say: string;
  next?: readonly ToolName[];
  ref?: Ref;
  audit?: AuditNote | readonly AuditNote[];
  events?: readonly DomainEvent[];
  /**
   * What locks rows that other calls wait for: done when all else of the tool is written, right before the commit.
   * Throws `TooLate` when it cannot be done any more.
   */
  last?: () => Promise<void>;
}

/** Thrown by a tool's `last`: somebody else was faster. Nothing that the tool wrote stays; this is its result. */
export class TooLate extends Error {
  override readonly name = "TooLate";
  constructor(readonly refusal: ToolRefused) {
    super(refusal.ask);
  }
}

export interface ToolRefused {
  ok: false;
  code: ToolErrorCode;
  ask: string;
  field?: string;
  options?: readonly ToolOption[];
  facts?: readonly NewFact[];
  policy?: string;
  tried?: string;
  /** A refused attempt may still leave a trace, such as a wrong code that counts. */
  audit?: AuditNote | readonly AuditNote[];
  events?: readonly DomainEvent[];
}

export type ToolOutcome<N extends ToolName> = ToolDone<ToolData<N>> | ToolRefused;

export interface ToolVerb<N extends ToolName = ToolName> {
  name: N;
  run(tx: Tx, ctx: ToolCtx, input: ToolInput<N>): Promise<ToolOutcome<N>>;
}

/**
 * A feature's implementation of one line tool. The runner has parsed the input, checked epoch, verification
 * and idempotency, and opened the transaction; it then numbers the facts, audits, emits and stores the result.
 */
export const implementTool = <N extends ToolName>(name: N, run: ToolVerb<N>["run"]): ToolVerb<N> => ({
  name,
  run,
});

export const refuse = (refusal: Omit<ToolRefused, "ok">): ToolRefused => ({ ok: false, ...refusal });
