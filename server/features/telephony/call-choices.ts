import { z } from "zod";
import { HELD_BY, heldBy, isOpen } from "@/server/features/line";
import { policyValues } from "@/server/features/policies";
import { businessDate, dateFromDb, localTime } from "@/server/kernel/dates";
import { notFound } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";
import { canTelephone, telephonySettings } from "./access";
import { amountsDue, PAYABLE } from "./amount-due";
import { PhoneE164, TransferState } from "./schema";

const MOST_STAYS = 10;

const Choices = z.object({
  /** The guest is on a telephone and the organisation has an account for it: the call can be led elsewhere. */
  telephone: z.boolean(),
  /** Who has the call now: only a worker can be listened to, told something unheard, or relieved. */
  heldBy: z.enum(HELD_BY),
  /** A payment connector is set. */
  connector: z.boolean(),
  currency: z.string(),
  /** The hotel's (ISO 3166-1 alpha-2): reads a number dialled as at home. */
  country: z.string(),
  /** How a transfer goes when nobody says otherwise. */
  transfer: z.enum(["cold", "warm"]),
  destinations: z.array(z.object({ destination: z.string(), spokenName: z.string(), open: z.boolean() })),
  /** Stays of this caller, or the one with the code that was asked for, with money due. */
  stays: z.array(
    z.object({
      reservationId: Id,
      code: z.string(),
      guest: z.string(),
      arrival: z.string(),
      departure: z.string(),
      due: z.int().positive(),
      currency: z.string(),
    }),
  ),
  /** The newest payment of this call, and the transfer under way. */
  payment: z
    .object({
      state: z.enum(["requested", "taking", "unknown", "paid", "not_paid"]),
      amount: z.int().nullable(),
      currency: z.string(),
      last4: z.string().nullable(),
    })
    .nullable(),
  transferring: z.object({ spokenName: z.string(), state: TransferState }).nullable(),
});
export type CallChoices = z.output<typeof Choices>;

/** Where staff may lead a running call: to the keypad for which stay, or to which person. */
export const callChoices = defineVerb({
  name: "telephony.callChoices",
  input: z.object({
    callId: Id,
    /** A reservation's code, for a caller whose stay is not known yet. */
    code: z.string().trim().max(20).optional(),
  }),
  output: Choices,
  permission: "calls:control",
  effect: "read",
  async run(tx, ctx, { callId, code }) {
    const call = await tx.call.findFirst({
      where: { id: callId, hotelId: ctx.hotelId },
      select: { channel: true, endedAt: true, guestId: true, verifiedReservationIds: true, hotel: true },
    });
    if (!call) throw notFound("This call");
    const { hotel, guestId } = call;
    const now = ctx.deps.clock.now();
    const today = businessDate(now, hotel.timeZone, hotel.auditHour);
    const { entries = [] } = await policyValues(tx, ctx.hotelId, "directory", today);
    const settings = await telephonySettings(tx, ctx.hotelId);
    const stays = await tx.reservation.findMany({
      where: {
        hotelId: ctx.hotelId,
        status: { in: [...PAYABLE] },
        ...(code
          ? { code: code.toUpperCase().replace(/[^\p{L}\p{N}]/gu, "") }
          : {
              OR: [
                { callId },
                { id: { in: call.verifiedReservationIds } },
                ...(guestId ? [{ guestId }] : []),
              ],
            }),
      },
      include: { guest: true },
      orderBy: [{ arrival: "asc" }, { id: "asc" }],
      take: MOST_STAYS,
    });
    const due = await amountsDue(tx, stays);
    const payment = await tx.keypadPayment.findFirst({ where: { callId }, orderBy: { createdAt: "desc" } });
    const transfer = await tx.callTransfer.findFirst({ where: { callId }, orderBy: { createdAt: "desc" } });
    const time = localTime(now, hotel.timeZone);
    return {
      telephone: call.channel === "twilio" && !call.endedAt && (await canTelephone(tx, ctx.deps)),
      heldBy: await heldBy(tx, callId),
      connector: Boolean(settings.payConnector),
      currency: hotel.currency,
      country: hotel.country,
      transfer: settings.transfer,
      destinations: entries
        .filter(({ number }) => PhoneE164.safeParse(number).success)
        .map((entry) => ({
          destination: entry.destination,
          spokenName: entry.spokenName || entry.destination,
          open: isOpen(entry, time),
        })),
      stays: stays.flatMap((stay) => {
        const owed = due.get(stay.id) ?? 0;
        if (owed === 0) return [];
        return {
          reservationId: stay.id,
          code: stay.code,
          guest: `${stay.guest.first} ${stay.guest.last}`.trim(),
          arrival: dateFromDb(stay.arrival),
          departure: dateFromDb(stay.departure),
          due: owed,
          currency: stay.currency,
        };
      }),
      payment: payment
        ? {
            state: payment.state as "requested" | "taking" | "unknown" | "paid" | "not_paid",
            amount: payment.amount === null ? null : Number(payment.amount),
            currency: payment.currency,
            last4: payment.last4,
          }
        : null,
      transferring: transfer
        ? { spokenName: transfer.spokenName, state: TransferState.parse(transfer.state) }
        : null,
    };
  },
});
