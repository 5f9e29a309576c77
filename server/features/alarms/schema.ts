import { z } from "zod";
import { Instant } from "@/server/kernel/dates";
import { Id } from "@/server/kernel/ids";

export const AlarmKind = z.enum(["medical", "fire", "security"]);
export type AlarmKind = z.infer<typeof AlarmKind>;

/** How somebody took it: in the dashboard, by a key on the telephone, by the link of a text. */
export const TakenHow = z.enum(["dashboard", "key", "link"]);
export type TakenHow = z.infer<typeof TakenHow>;

/** One of the chain as it stood when the alarm was raised; without a number nobody is rung. */
export const ChainMember = z.object({
  name: z.string(),
  number: z.string().nullable(),
  /** Then the next is told. */
  seconds: z.int(),
});
export type ChainMember = z.infer<typeof ChainMember>;
export const Chain = z.array(ChainMember);

export const AlarmView = z.object({
  id: Id,
  requestId: Id,
  callId: Id.nullable(),
  kind: AlarmKind,
  /** As it was said. */
  place: z.string(),
  raisedAt: Instant,
  takenAt: Instant.nullable(),
  takenHow: TakenHow.nullable(),
  takenByName: z.string().nullable(),
  /** The chain was at its end, in every round, and nobody had taken it. */
  unansweredAt: Instant.nullable(),
});
export type AlarmView = z.infer<typeof AlarmView>;
