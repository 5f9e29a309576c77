import { z } from "zod";
import { money } from "@/server/kernel/money";
import { defineVerb } from "@/server/verbs/define-verb";
import { loadCatalogue } from "./catalogue";
import { ExtraView, RatePlanView, TaxView } from "./verb-schema";

/** Rate plans, extras and taxes of the hotel, in the order they are offered. */
export const listOffering = defineVerb({
  name: "rates.offering",
  input: z.object({}),
  output: z.object({
    currency: z.string(),
    plans: z.array(RatePlanView),
    extras: z.array(ExtraView),
    taxes: z.array(TaxView),
  }),
  permission: "rates:read",
  effect: "read",
  async run(tx, ctx) {
    const { currency } = await tx.hotel.findFirstOrThrow({
      where: { id: ctx.hotelId },
      select: { currency: true },
    });
    const { plans, extras, taxes } = await loadCatalogue(tx, ctx.hotelId);
    return {
      currency,
      plans: plans.map((plan) => ({ ...plan, includes: [...plan.includes] })),
      extras: extras.map((extra) => ({ ...extra, price: money(extra.price, currency) })),
      taxes: [...taxes],
    };
  },
});
