import { z } from "zod";
import type { HotelCtx } from "@/server/verbs/ctx";
import type { Span } from "./stereo-wav";

const Marked = z.object({ startMs: z.number(), endMs: z.number() });
const Turn = z.object({
  endMs: z.number().catch(0),
  silences: z.array(Marked).catch([]),
});
/** Keys that became no turn: nobody knows what they were. */
const Keys = z.object({ unsaid: Marked });
const Kept = z.array(z.object({ startMs: z.number(), endMs: z.number(), kind: z.string() })).catch([]);

export interface KnownPart {
  epoch: number;
  status: string;
  storageKey: string | null;
  /**
   * Milliseconds of the call's timeline. A worker that died, or lost its call, before it had told everything: what the
   * guest said after its last turn was never looked at and is not kept. Null where everything was told.
   */
  checkedUntilMs: number | null;
}

export interface Known {
  recording: { status: string; storageKey: string | null; supersededKey: string | null };
  /** What was silenced in the file joined before. */
  silenced: z.infer<typeof Kept>;
  call: { endedAt: Date | null; recordingRefused: boolean };
  parts: KnownPart[];
  /** Where the guest said something private, or pressed keys that became no turn, on the call's timeline. */
  silences: Span[];
}

/** What is known of a call's recording, read in one short transaction; null when there is none. */
export function readKnown(ctx: HotelCtx, callId: string): Promise<Known | null> {
  return ctx.deps.db.transaction(ctx.tenantId, async (tx) => {
    const row = await tx.recording.findFirst({
      where: { callId },
      select: {
        ...{ status: true, storageKey: true, supersededKey: true, silenced: true },
        call: { select: { endedAt: true, recordingRefused: true } },
      },
    });
    if (!row) return null;
    const parts = await tx.recordingPart.findMany({
      where: { callId },
      select: { epoch: true, status: true, storageKey: true },
      orderBy: { epoch: "asc" },
    });
    const events = await tx.callEvent.findMany({
      where: { callId, type: { in: ["guest_turn", "keys", "ended"] } },
      select: { type: true, epoch: true, body: true },
    });
    const { call, silenced, ...recording } = row;
    const turns = events
      .filter(({ type }) => type === "guest_turn")
      .map(({ epoch, body }) => ({ epoch, ...(Turn.safeParse(body).data ?? { endMs: 0, silences: [] }) }));
    const unsaid = events
      .filter(({ type }) => type === "keys")
      .flatMap(({ body }) => Keys.safeParse(body).data?.unsaid ?? []);
    const told = new Set(events.filter(({ type }) => type === "ended").map(({ epoch }) => epoch));
    const checkedUntilMs = (epoch: number) =>
      told.has(epoch)
        ? null
        : Math.max(0, ...turns.filter((turn) => turn.epoch <= epoch).map((turn) => turn.endMs));
    return {
      ...{ recording, call, silences: [...turns.flatMap(({ silences }) => silences), ...unsaid] },
      silenced: Kept.parse(silenced),
      parts: parts.map((part) => ({ ...part, checkedUntilMs: checkedUntilMs(part.epoch) })),
    };
  });
}
