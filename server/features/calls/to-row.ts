import type { CallModel, GuestModel } from "@/server/db/generated/models";
import { guestName } from "@/server/features/guests";
import type { CallRow } from "./schema";

type Row = CallModel & { guest: Pick<GuestModel, "id" | "first" | "last"> | null };

/** A guest without a name says less than the number. */
const namedGuest = ({ guest }: Row): CallRow["guest"] => {
  const name = guestName(guest);
  return guest && name ? { id: guest.id, name } : null;
};

export const toCallRow = (call: Row, sentence: string | null = null): CallRow => ({
  id: call.id,
  channel: call.channel as CallRow["channel"],
  state: call.state as CallRow["state"],
  startedAt: call.startedAt.toISOString(),
  endedAt: call.endedAt?.toISOString() ?? null,
  durationMs: call.durationMs,
  fromNumber: call.fromNumber,
  guest: namedGuest(call),
  outcome: call.outcome,
  intent: call.intent,
  sentiment: call.sentiment,
  followUp: call.followUp,
  latencyP50Ms: call.latencyP50Ms,
  summary: call.summary,
  sentence,
});
