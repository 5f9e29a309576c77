import { unverified } from "@/server/features/line";
import { loadStayPolicies } from "@/server/features/rates";
import { DomainError } from "@/server/kernel/errors";
import { money } from "@/server/kernel/money";
import type { ToolData } from "@/server/tools";
import { implementTool, refuse, speaking, type ToolCtx } from "@/server/verbs/define-tool";
import { applyStay, endStay } from "../apply-stay";
import { ReservationCancelled, ReservationChanged, ReservationReinstated } from "../events";
import { priceFact } from "../facts";
import { type LoadedReservation, lockReservation } from "../load-stay";
import { PlannedChange } from "../previews";
import { type StayTexts, stayTexts } from "../say";

const STATUS_AFTER = {
  change: undefined,
  relocation: undefined,
  cancel: "cancelled",
  reinstate: "confirmed",
} as const;
const EVENTS = {
  change: ReservationChanged,
  relocation: ReservationChanged,
  cancel: ReservationCancelled,
  reinstate: ReservationReinstated,
} as const;

export const commitChange = implementTool("commit_change", async (tx, ctx, input) => {
  const t = stayTexts(ctx.call.language);
  const stored = await ctx.handles.find(input.change);
  if (!stored) return refuse({ code: "not_found", field: "change", ask: t.changeUnknown });
  const planned = PlannedChange.parse(stored);
  if (!ctx.call.verifiedReservationIds.includes(planned.reservationId)) return unverified(ctx.call.language);
  const now = ctx.deps.clock.now();
  if (new Date(planned.expiresAt) <= now)
    return refuse({ code: "conflict", field: "change", ask: t.changeOver });
  const reservation = await lockReservation(tx, ctx.hotelId, planned.reservationId);
  if (reservation.version !== planned.version)
    return refuse({ code: "conflict", field: "change", ask: t.changeStale });
  try {
    await apply(ctx, reservation, planned, now);
  } catch (error) {
    // Raised before anything was written, so the transaction is whole.
    if (error instanceof DomainError && error.code === "conflict") {
      return refuse({ code: "conflict", field: "change", ask: t.noLongerFree, tried: error.message });
    }
    throw error;
  }
  const policies = await loadStayPolicies(tx, ctx.hotelId, ctx.call.today);
  const total = money(
    planned.kind === "cancel" ? (planned.fee ?? 0) : (planned.snapshot ?? reservation.snapshot).total,
    reservation.currency,
  );
  const status = STATUS_AFTER[planned.kind] ?? reservation.status;
  const data: ToolData<"commit_change"> = {
    status,
    total,
    code: reservation.code,
    ...(planned.kind === "cancel" && policies.refundDays !== undefined
      ? { refundDays: policies.refundDays }
      : {}),
  };
  const code = ctx.spoken.code(reservation.code);
  return {
    ok: true,
    data,
    facts: [
      {
        kind: "confirmation",
        subject: input.change,
        name: "status",
        value: status,
        spoken: stayTexts("en").status[status],
      },
      { kind: "confirmation", subject: input.change, name: "code", value: reservation.code, spoken: code },
      priceFact(ctx, input.change, "total", total),
    ],
    say: sayDone(ctx, reservation, planned, total.amount, t),
    next: planned.kind === "cancel" ? ["preview_reinstate", "end_call"] : ["note_on_stay", "end_call"],
    ref: { code: reservation.code, spoken: code },
    audit: {
      subject: { kind: "reservation", id: reservation.id },
      before: {
        status: reservation.status,
        arrival: reservation.arrival,
        departure: reservation.departure,
        total: reservation.snapshot.total,
      },
      after: {
        kind: planned.kind,
        status,
        total: total.amount,
        ...(planned.snapshot
          ? { arrival: planned.snapshot.arrival, departure: planned.snapshot.departure }
          : {}),
      },
    },
    events: [EVENTS[planned.kind]({ hotelId: ctx.hotelId, reservationId: reservation.id })],
  };
});

async function apply(
  ctx: ToolCtx,
  reservation: LoadedReservation,
  planned: PlannedChange,
  now: Date,
): Promise<void> {
  if (planned.kind === "cancel") return endStay(ctx.tx, reservation, "cancelled", planned.fee ?? 0, now);
  const { snapshot, roomTypeId } = planned;
  if (!snapshot || !roomTypeId) throw new Error("A planned change carries its stay");
  const back =
    planned.kind === "reinstate"
      ? ({ status: "confirmed", cancelledAt: null, cancelFee: null } as const)
      : {};
  await applyStay(ctx.tx, reservation, { snapshot, roomTypeId }, now, back);
}

function sayDone(
  ctx: ToolCtx,
  reservation: LoadedReservation,
  planned: PlannedChange,
  total: number,
  t: StayTexts,
): string {
  const snapshot = planned.snapshot ?? reservation.snapshot;
  const range = speaking(ctx).dateRange(snapshot.arrival, snapshot.departure, ctx.call.today);
  const amount = speaking(ctx).money(money(total, reservation.currency));
  if (planned.kind === "cancel") return total === 0 ? t.cancelled(range) : t.cancelledFee(range, amount);
  if (planned.kind === "reinstate") return t.reinstated(range, amount);
  return t.changed(snapshot.roomType.name, range, amount);
}
