import { z } from "zod";
import { isUniqueViolation } from "@/server/db";
import { conflict, invalid, notFound, unavailable } from "@/server/kernel/errors";
import { Id, newId } from "@/server/kernel/ids";
import { type Telephony, TelephonyError } from "@/server/providers/telephony/port";
import { actorCan } from "@/server/verbs/ctx";
import { defineVerb } from "@/server/verbs/define-verb";
import { telephonyOf, telephonySettings } from "./access";
import { TelephonyChanged } from "./events";
import { isPossibleNumber } from "./rules";
import { AddNumber, HotelNumber } from "./schema";

/** More than any hotel has; the page shows them all. */
const MOST = 50;
const ASK_MS = 8_000;

const keepNumber = defineVerb({
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

/**
 * Makes the hotel answer a number. Throws `conflict` when a hotel, of whatever organisation, has it already, or when the
 * telephone account that its calls would come from has no such number: nobody holds another's number back. Where there is
 * no account nobody can be asked. The question stands before the transaction.
 */
export const addNumber: typeof keepNumber = {
  definition: keepNumber.definition,
  async execute(ctx, input) {
    const { deps, tenantId, actor } = ctx;
    const number = AddNumber.safeParse(input).data?.number;
    // What cannot be kept is refused without asking anybody.
    if (number && isPossibleNumber(number) && actorCan(actor, keepNumber.definition.permission)) {
      const telephony = await telephonyOf(deps, tenantId);
      if (telephony && !(await hasNumber(telephony, number)))
        throw conflict("The telephone account has no such number. Buy it or bring it there first.");
    }
    return keepNumber.execute(ctx, input);
  },
};

async function hasNumber(telephony: Telephony, number: string): Promise<boolean> {
  try {
    return await telephony.hasNumber(number, AbortSignal.timeout(ASK_MS));
  } catch (error) {
    if (error instanceof TelephonyError && error.failure === "unauthorised")
      throw conflict("The telephone service does not take the account any more. Save its new token first.");
    throw unavailable("The telephone service does not answer. Nothing was added: try again in a minute.", {
      cause: error,
    });
  }
}

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
