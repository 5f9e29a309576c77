import { money } from "@/server/kernel/money";
import { implementTool, refuse, speaking } from "@/server/verbs/define-tool";
import { loadCatalogue } from "../catalogue";
import { rateTexts } from "../say";

const MOST_SAID = 3;

export const listExtras = implementTool("list_extras", async (tx, ctx, input) => {
  const t = rateTexts(ctx.call.language);
  const about = input.offer ?? input.stay;
  if (about && (await ctx.handles.find(about)) === null) {
    return refuse({ code: "not_found", field: input.offer ? "offer" : "stay", ask: t.offerGone });
  }
  const { extras } = await loadCatalogue(tx, ctx.hotelId);
  const { currency } = ctx.call.hotel;
  const priced = extras.map((extra) => ({ extra, price: money(extra.price, currency) }));
  const own = speaking(ctx);
  const said = priced
    .slice(0, MOST_SAID)
    .map(({ extra, price }) => t.extraPrice(extra.spokenName, own.money(price), t.unit[extra.unit]));
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
    say: said.length === 0 ? t.noExtras : t.extras(own.list(said, "or")),
    next: input.stay ? ["preview_change"] : ["quote_stay"],
  };
});
