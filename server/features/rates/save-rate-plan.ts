import { z } from "zod";
import { conflict, notFound } from "@/server/kernel/errors";
import { Id, newId } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";
import { RatesChanged } from "./events";
import { SaveExtraInput, SaveRatePlanInput } from "./verb-schema";

const saved = z.object({ id: Id });

/** Makes a rate plan, or changes one: stays already booked keep the terms they were sold on. */
export const saveRatePlan = defineVerb({
  name: "rates.savePlan",
  input: SaveRatePlanInput,
  output: saved,
  permission: "rates:write",
  effect: "write",
  async run(tx, ctx, { id: given, ...data }) {
    const taken = await tx.ratePlan.findFirst({
      where: { hotelId: ctx.hotelId, code: data.code },
      select: { id: true },
    });
    if (taken && taken.id !== given) throw conflict(`The code ${data.code} is taken. Choose another.`);
    const id = given ?? newId();
    if (given) {
      const { count } = await tx.ratePlan.updateMany({
        where: { id, hotelId: ctx.hotelId, archivedAt: null },
        data,
      });
      if (count !== 1) throw notFound("The rate plan");
    } else await tx.ratePlan.create({ data: { ...data, id, tenantId: ctx.tenantId, hotelId: ctx.hotelId } });
    return {
      result: { id },
      audit: { subject: { kind: "rate_plan", id }, after: JSON.parse(JSON.stringify(data)) },
      events: [RatesChanged({ hotelId: ctx.hotelId })],
    };
  },
});

/** Makes an extra, or changes one: stays already booked keep the price they were sold at. */
export const saveExtra = defineVerb({
  name: "rates.saveExtra",
  input: SaveExtraInput,
  output: saved,
  permission: "rates:write",
  effect: "write",
  async run(tx, ctx, { id: given, price, ...fields }) {
    const data = { ...fields, price: BigInt(price) };
    const taken = await tx.extra.findFirst({
      where: { hotelId: ctx.hotelId, code: data.code },
      select: { id: true },
    });
    if (taken && taken.id !== given) throw conflict(`The code ${data.code} is taken. Choose another.`);
    const id = given ?? newId();
    if (given) {
      const { count } = await tx.extra.updateMany({
        where: { id, hotelId: ctx.hotelId, archivedAt: null },
        data,
      });
      if (count !== 1) throw notFound("The extra");
    } else await tx.extra.create({ data: { ...data, id, tenantId: ctx.tenantId, hotelId: ctx.hotelId } });
    return {
      result: { id },
      audit: { subject: { kind: "extra", id }, after: { ...fields, price } },
      events: [RatesChanged({ hotelId: ctx.hotelId })],
    };
  },
});
