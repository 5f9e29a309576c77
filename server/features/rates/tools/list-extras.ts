import { money } from "@/server/kernel/money";
import { implementTool, refuse } from "@/server/verbs/define-tool";
import { loadCatalogue } from "../catalogue";
import { rateTexts } from "../say";

export const listExtras = implementTool("list_extras", async (tx, ctx, input) => {
  const t = rateTexts(ctx.call.language);
  const about = input.offer ?? input.stay;
  if (about && (await ctx.handles.find(about)) === null) {
    return refuse({ code: "not_found", field: input.offer ? "offer" : "stay", ask: t.offerGone });
  }
  const { extras } = await loadCatalogue(tx, ctx.hotelId);
  const { currency } = ctx.call.hotel;
  const priced = extras.map((extra) => ({ extra, price: money(extra.price, currency) }));
  return {
    ok: true,
    data: {
      extras: priced.map(({ extra, price }) => ({
        code: extra.code,
        name: extra.spokenName,
        price,
        unit: extra.unit,
        ...(extra.stock === null ? {} : { stock: extra.stock }),
        ...(extra.noticeHours === null ? {} : { noticeHours: extra.noticeHours }),
      })),
    },
    facts: priced.map(({ extra, price }) => ({
      kind: "price" as const,
      subject: extra.code,
      name: extra.unit,
      value: price,
      spoken: ctx.spoken.money(price),
    })),
    say: t.extras(
      priced.map(({ extra, price }) =>
        t.extraPrice(extra.spokenName, ctx.spoken.money(price), t.unit[extra.unit]),
      ),
      ctx.spoken,
    ),
    next: input.stay ? ["preview_change"] : ["quote_stay"],
  };
});
