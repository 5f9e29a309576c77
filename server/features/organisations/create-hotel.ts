import { forgetIdentity } from "@/server/auth/sessions";
import { isUniqueViolation } from "@/server/db";
import { conflict } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";
import { HotelCreated } from "./events";
import { CreateHotelInput, Hotel } from "./schema";

/** Adds a hotel to the organisation. Throws `conflict` when its address is taken in the organisation. */
export const createHotel = defineVerb({
  name: "organisations.createHotel",
  scope: "organisation",
  input: CreateHotelInput,
  output: Hotel,
  permission: "organisation:write",
  effect: "write",
  async run(tx, ctx, input) {
    const hotel = { id: newId(), ...input };
    try {
      await tx.hotel.create({ data: { tenantId: ctx.tenantId, createdAt: ctx.deps.clock.now(), ...hotel } });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw conflict(
        `Another of your hotels has the address ${input.slug}. Nothing was saved. Choose another.`,
      );
    }
    forgetIdentity(ctx.deps.system);
    return {
      result: hotel,
      audit: { subject: { kind: "hotel", id: hotel.id }, after: hotel },
      events: [HotelCreated({ hotelId: hotel.id })],
    };
  },
});
