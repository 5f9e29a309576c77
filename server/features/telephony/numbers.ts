import { z } from "zod";
import { isUniqueViolation } from "@/server/db";
import { conflict, invalid, notFound } from "@/server/kernel/errors";
import { Id, newId } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";
import { telephonySettings } from "./access";
import { TelephonyChanged } from "./events";
import { isPossibleNumber } from "./rules";
import { AddNumber, HotelNumber } from "./schema";

/** More than any hotel has; the page shows them all. */
const MOST = 50;

/** Makes the hotel answer a number. Throws `conflict` when a hotel, of whatever organisation, has it already. */
export const addNumber = defineVerb({
  name: "telephony.addNumber",
  input: AddNumber,
  output: HotelNumber,
  permission: "settings:write",
  effect: "write",
  async run(tx, ctx, { number, label }) {
    const { tenantId, hotelId } = ctx;
    if (!isPossibleNumber(number))
      throw invalid("No telephone has this number. Check its digits.", [
        { path: "number", message: "No telephone has this number. Check its digits." },
      ]);
    if ((await tx.phoneNumber.count({ where: { hotelId }, take: MOST })) >= MOST)
      throw conflict(`A hotel has ${MOST} numbers at most. Remove one first.`);
    const id = newId();
    try {
      await tx.phoneNumber.create({
        data: { tenantId, id, hotelId, e164: number, label, createdAt: ctx.deps.clock.now() },
        select: { id: true },
      });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw conflict("A hotel answers this number already. Check its digits, or remove it there first.");
    }
    return {
      result: { id, number, label },
      audit: { subject: { kind: "phone_number", id }, after: { number, label } },
      events: [TelephonyChanged({ hotelId })],
    };
  },
});

/** Calls to the number are no longer the hotel's. Throws `conflict` while the settings name it. */
export const removeNumber = defineVerb({
  name: "telephony.removeNumber",
  input: z.object({ numberId: Id }),
  output: HotelNumber,
  permission: "settings:write",
  effect: "write",
  async run(tx, ctx, { numberId }) {
    const { hotelId } = ctx;
    const row = await tx.phoneNumber.findFirst({ where: { id: numberId, hotelId } });
    if (!row) throw notFound("This number");
    const { callerId, textFrom } = await telephonySettings(tx, hotelId);
    if (callerId === row.e164)
      throw conflict("This number is shown to people who are called. Choose another there and save first.");
    if (textFrom === row.e164)
      throw conflict("Texts are sent from this number. Choose another there and save first.");
    await tx.phoneNumber.deleteMany({ where: { id: numberId, hotelId } });
    const number = { number: row.e164, label: row.label };
    return {
      result: { id: numberId, ...number },
      audit: { subject: { kind: "phone_number", id: numberId }, before: number },
      events: [TelephonyChanged({ hotelId })],
    };
  },
});
