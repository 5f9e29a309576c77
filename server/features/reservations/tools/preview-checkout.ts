import { fromDb, money } from "@/server/kernel/money";
import { implementTool, refuse, speaking } from "@/server/verbs/define-tool";
import { priceFact } from "../facts";
import { isRefused, stayOf } from "../load-stay";
import { stayTexts } from "../say";

/** Without a ledger nothing is known of what was paid: the agreed total is told, the desk settles it. */
export const previewCheckout = implementTool("preview_checkout", async (_tx, ctx, { stay }) => {
  const t = stayTexts(ctx.call.language);
  const reservation = await stayOf(ctx, stay);
  if (isRefused(reservation)) return reservation;
  if (reservation.status !== "checked_in") return refuse({ code: "not_allowed", ask: t.notInHouse });
  const balance = money(fromDb(reservation.total), reservation.currency);
  return {
    ok: true,
    data: { balance, deskOnly: true },
    facts: [priceFact(ctx, stay, "total", balance)],
    say: t.checkout(speaking(ctx).money(balance)),
    next: ["transfer_call", "create_request"],
  };
});
