import type { z } from "zod";

/** `read` may run early and in parallel; the others only after the turn is final. */
export type ToolEffect = "read" | "write" | "money" | "telephony" | "alarm";

/**
 * What must be known of the caller: `none`; `guest` (room and surname agree, or the room's own extension);
 * `booking` (surname and one more factor); `otp` (one-time code to a contact on file).
 */
export type Verification = "none" | "guest" | "booking" | "otp";

export interface ToolContract<N extends string, I extends z.ZodType, D extends z.ZodType> {
  name: N;
  /** One line for a model: what it is for and when to use it. */
  description: string;
  input: I;
  /** Shape of `data` in a success. */
  data: D;
  effect: ToolEffect;
  verification: Verification;
}

export const defineTool = <N extends string, I extends z.ZodType, D extends z.ZodType>(
  contract: ToolContract<N, I, D>,
): ToolContract<N, I, D> => contract;
