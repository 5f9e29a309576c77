import { loadStayPolicies } from "@/server/features/rates";
import { money } from "@/server/kernel/money";
import { implementTool, refuse, speaking } from "@/server/verbs/define-tool";
import { isRefused, stayOf } from "../load-stay";
import { agreedExtras, planChange, worldFor } from "../plan-change";
import { storePreview } from "../previews";
import { stayTexts } from "../say";

export const previewReinstate = implementTool("preview_reinstate", async (tx, ctx, { stay }) => {
  const t = stayTexts(ctx.call.language);
  const reservation = await stayOf(ctx, stay);
  if (isRefused(reservation)) return reservation;
  const { status, cancelledAt } = reservation;
  if (status !== "cancelled" || !cancelledAt)
    return refuse({ code: "not_allowed", ask: t.notCancelled(t.status[status]) });
  const now = ctx.deps.clock.now();
  const policies = await loadStayPolicies(tx, ctx.hotelId, ctx.call.today);
  const late = now.getTime() - cancelledAt.getTime() > policies.reinstateHours * 3_600_000;
  if (late || reservation.arrival < ctx.call.today) {
    return refuse({ code: "not_allowed", policy: "cancellation.reinstateHours", ask: t.tooLateToReinstate });
  }
  const world = await worldFor(tx, ctx.call.hotel, reservation, reservation, policies, now);
  const planned = planChange(world, reservation, reservation, agreedExtras(reservation.snapshot));
  if ("blockers" in planned) return refuse({ code: "unavailable", ask: t.noLongerFree });
  const snapshot = policies.reinstateKeepsPrice ? reservation.snapshot : planned.snapshot;
  const { data, facts } = await storePreview(
    ctx,
    reservation,
    {
      kind: "reinstate",
      roomTypeId: reservation.roomTypeId,
      snapshot,
      statusBefore: t.status.cancelled,
      statusAfter: t.status.confirmed,
      newTotal: snapshot.total,
    },
    policies,
  );
  const range = speaking(ctx).dateRange(snapshot.arrival, snapshot.departure, ctx.call.today);
  const total = speaking(ctx).money(money(snapshot.total, reservation.currency));
  return { ok: true, data, facts, say: t.reinstate(range, total), next: ["commit_change"] };
});
