import { cancellationFee, loadStayPolicies } from "@/server/features/rates";
import { money } from "@/server/kernel/money";
import { canMove } from "@/server/kernel/transitions";
import { implementTool, refuse, speaking } from "@/server/verbs/define-tool";
import { isRefused, stayOf } from "../load-stay";
import { storePreview } from "../previews";
import { transitions } from "../rules";
import { stayTexts } from "../say";

export const previewCancel = implementTool("preview_cancel", async (tx, ctx, { stay }) => {
  const t = stayTexts(ctx.call.language);
  const reservation = await stayOf(ctx, stay);
  if (isRefused(reservation)) return reservation;
  const { status, snapshot } = reservation;
  if (status === "checked_in")
    return refuse({ code: "not_allowed", policy: "arrival_departure", ask: t.inHouseCancel });
  if (!canMove(transitions, status, "cancelled"))
    return refuse({ code: "not_allowed", ask: t.cannotCancel(t.status[status]) });
  const policies = await loadStayPolicies(tx, ctx.hotelId, ctx.call.today);
  const fee = cancellationFee(snapshot, ctx.deps.clock.now(), policies.checkInTime, ctx.call.hotel.timeZone);
  const { data, facts } = await storePreview(
    ctx,
    reservation,
    {
      kind: "cancel",
      snapshot,
      statusBefore: t.status[status],
      statusAfter: t.status.cancelled,
      newTotal: fee,
      fee,
    },
    policies,
  );
  const range = speaking(ctx).dateRange(snapshot.arrival, snapshot.departure, ctx.call.today);
  const say =
    fee === 0
      ? t.cancelFree(range)
      : t.cancelFee(range, speaking(ctx).money(money(fee, reservation.currency)));
  return { ok: true, data, facts, say, next: ["commit_change"] };
});
