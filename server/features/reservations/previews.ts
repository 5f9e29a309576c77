import { z } from "zod";
import { type StayPolicies, StaySnapshot } from "@/server/features/rates";
import { fromDb, type Money, money } from "@/server/kernel/money";
import type { NewFact, ToolData } from "@/server/tools";
import type { ToolCtx } from "@/server/verbs/define-tool";
import { dateFact, priceFact } from "./facts";
import type { LoadedReservation } from "./load-stay";

/** What a `chg` handle stands for: exactly what was read back, and the version it was read from. */
export const PlannedChange = z.object({
  kind: z.enum(["change", "cancel", "reinstate", "relocation"]),
  reservationId: z.uuid(),
  version: z.int(),
  expiresAt: z.iso.datetime(),
  roomTypeId: z.uuid().optional(),
  snapshot: StaySnapshot.optional(),
  fee: z.int().nonnegative().optional(),
});
export type PlannedChange = z.output<typeof PlannedChange>;
type Change = ToolData<"preview_change">;

/** A stay in words: what the guest hears before and after. */
const words = (ctx: ToolCtx, snapshot: StaySnapshot, status: string): Record<string, string> => ({
  dates: ctx.spoken.dateRange(snapshot.arrival, snapshot.departure, ctx.call.today),
  room: snapshot.roomType.name,
  people: ctx.spoken.party(snapshot.adults, snapshot.childAges.length),
  extras: ctx.spoken.list(snapshot.extras.map((extra) => extra.spokenName)),
  total: ctx.spoken.money(money(snapshot.total, snapshot.currency)),
  status,
});

/** Only what differs, so that the read-back is short. */
function difference(before: Record<string, string>, after: Record<string, string>) {
  const keys = Object.keys(after).filter((key) => before[key] !== after[key]);
  const pick = (from: Record<string, string>) =>
    Object.fromEntries(keys.map((key) => [key, from[key] ?? ""]));
  return { before: pick(before), after: pick(after) };
}

export interface Outcome {
  kind: PlannedChange["kind"];
  snapshot: StaySnapshot;
  roomTypeId?: string;
  statusBefore: string;
  statusAfter: string;
  /** What is owed afterwards, in minor units. */
  newTotal: number;
  fee?: number;
}

/** Names the preview and describes it; nothing is changed. */
export async function storePreview(
  ctx: ToolCtx,
  reservation: LoadedReservation,
  outcome: Outcome,
  policies: StayPolicies,
): Promise<{ data: Change; facts: NewFact[] }> {
  const { currency } = reservation;
  const expiresAt = new Date(ctx.deps.clock.now().getTime() + policies.previewMinutes * 60_000).toISOString();
  const payload: PlannedChange = {
    kind: outcome.kind,
    reservationId: reservation.id,
    version: reservation.version,
    expiresAt,
    ...(outcome.roomTypeId ? { roomTypeId: outcome.roomTypeId, snapshot: outcome.snapshot } : {}),
    ...(outcome.fee === undefined ? {} : { fee: outcome.fee }),
  };
  const change = await ctx.handles.create("chg", payload);
  const owedBefore =
    reservation.status === "cancelled" ? fromDb(reservation.cancelFee ?? 0n) : fromDb(reservation.total);
  const newTotal: Money = money(outcome.newTotal, currency);
  const diff = money(outcome.newTotal - owedBefore, currency);
  const fee = outcome.fee === undefined ? undefined : money(outcome.fee, currency);
  const data: Change = {
    change,
    kind: outcome.kind,
    ...difference(
      words(ctx, reservation.snapshot, outcome.statusBefore),
      words(ctx, outcome.snapshot, outcome.statusAfter),
    ),
    difference: diff,
    newTotal,
    ...(fee ? { fee } : {}),
  };
  const facts = [
    priceFact(ctx, change, "total", newTotal),
    priceFact(ctx, change, "difference", money(Math.abs(diff.amount), currency)),
    ...(fee ? [priceFact(ctx, change, "fee", fee)] : []),
    dateFact(ctx, change, "arrival", outcome.snapshot.arrival),
    dateFact(ctx, change, "departure", outcome.snapshot.departure),
  ];
  return { data, facts };
}
