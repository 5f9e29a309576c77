import type { Tx } from "@/server/db";
import { unverified } from "@/server/features/line";
import { StaySnapshot } from "@/server/features/rates";
import { dateFromDb } from "@/server/kernel/dates";
import { notFound } from "@/server/kernel/errors";
import { refuse, type ToolCtx, type ToolRefused } from "@/server/verbs/define-tool";
import { stayTexts } from "./say";
import { ReservationStatus } from "./schema";

const include = {
  guest: true,
  roomType: true,
  ratePlan: true,
  stays: { where: { active: true }, include: { room: true }, orderBy: { arrival: "asc" } },
  notes: { orderBy: { createdAt: "asc" } },
} as const;

/** Locks a reservation first, so that what is read stays true until the transaction ends. Throws not_found. */
export async function lockReservation(tx: Tx, hotelId: string, id: string): Promise<LoadedReservation> {
  await tx.$queryRaw`SELECT 1 FROM reservation WHERE id = ${id}::uuid FOR UPDATE`;
  return loadReservation(tx, hotelId, id);
}

/** A reservation with everything a change or a telling needs. Throws not_found. */
export async function loadReservation(tx: Tx, hotelId: string, id: string) {
  const row = await tx.reservation.findFirst({ where: { id, hotelId }, include });
  if (!row) throw notFound("The reservation");
  return {
    ...row,
    status: ReservationStatus.parse(row.status),
    arrival: dateFromDb(row.arrival),
    departure: dateFromDb(row.departure),
    snapshot: StaySnapshot.parse(row.snapshot),
  };
}
export type LoadedReservation = Awaited<ReturnType<typeof loadReservation>>;

/** The stay behind a handle, if this caller has been verified for it. */
export async function stayOf(ctx: ToolCtx, stay: string): Promise<LoadedReservation | ToolRefused> {
  const t = stayTexts(ctx.call.language);
  const payload = await ctx.handles.find<{ reservationId: string }>(stay);
  if (!payload) return refuse({ code: "not_found", field: "stay", ask: t.stayUnknown });
  if (!ctx.call.verifiedReservationIds.includes(payload.reservationId)) {
    return unverified(ctx.call.language);
  }
  return loadReservation(ctx.tx, ctx.hotelId, payload.reservationId);
}

export const isRefused = <T extends object>(value: T | ToolRefused): value is ToolRefused =>
  "ok" in value && value.ok === false;
