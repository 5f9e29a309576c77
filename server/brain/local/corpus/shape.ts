import type { Expectation } from "@/server/brain/port";
import type { CallOpening } from "@/server/line/contract";
import type { ToolName } from "@/server/tools";

/** What a dialogue may set up in the hotel before the call; the test hotel is one of these. */
export interface Arrangeable {
  left: Record<string, number>;
  defaultLeft: number;
  away: Set<ToolName>;
  extras: { code: string }[];
  stays: { code: string; arrival: string; departure: string; status: string; noRoom?: boolean }[];
  needsProof?: boolean;
  deskOnly?: boolean;
  quotes: { live: boolean }[];
}

/** What the guest does: words, silence or keys; then what the reply must hold and what is expected next. */
export type Step =
  | string
  | readonly [
      say: string | { silence: number } | { keys: string },
      reply?: RegExp,
      expects?: Expectation["kind"],
    ];

export interface Dialogue {
  name: string;
  steps: readonly Step[];
  /** Every effect of the call in order, quotes and verification tries aside, with the arguments that matter. */
  effects?: readonly (readonly [ToolName, Record<string, unknown>?])[];
  /** Reads that must have happened with these arguments. */
  reads?: readonly (readonly [ToolName, Record<string, unknown>?])[];
  /** Never said in the whole call. */
  never?: RegExp;
  opening?: Partial<{ [K in keyof CallOpening]: Partial<CallOpening[K]> | CallOpening[K] }>;
  arrange?: (world: Arrangeable) => void;
}
