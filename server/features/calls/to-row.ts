import type { CallModel, GuestModel } from "@/server/db/generated/models";
import type { CallRow } from "./schema";

type Row = CallModel & { guest: Pick<GuestModel, "id" | "first" | "last"> | null };

/** Guests are shown surname first, as a desk looks them up. */
export const guestName = (guest: { first: string; last: string }): string =>
  [guest.last, guest.first].filter(Boolean).join(", ");

export const toCallRow = (call: Row, sentence: string | null = null): CallRow => ({
  id: call.id,
  channel: call.channel as CallRow["channel"],
  state: call.state as CallRow["state"],
  startedAt: call.startedAt.toISOString(),
  endedAt: call.endedAt?.toISOString() ?? null,
  durationMs: call.durationMs,
  fromNumber: call.fromNumber,
  guest: call.guest ? { id: call.guest.id, name: guestName(call.guest) } : null,
  outcome: call.outcome,
  intent: call.intent,
  sentiment: call.sentiment,
  followUp: call.followUp,
  latencyP50Ms: call.latencyP50Ms,
  summary: call.summary,
  sentence,
});
