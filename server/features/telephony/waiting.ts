import { z } from "zod";
import { defineVerb } from "@/server/verbs/define-verb";
import { canTelephone, telephonySettings } from "./access";
import { callerFields, callerOf } from "./caller";
import { owedCalls } from "./list-calls-out";
import { COUNT_LIMIT, TransferOffer, Waiting } from "./records";

/** More at once would not be read. */
const MOST_OFFERS = 5;

/** What of the telephone waits for a person: messages nobody has heard, calls owed; and whether anybody can be called. */
export const telephoneWaiting = defineVerb({
  name: "telephony.waiting",
  input: z.object({}),
  output: Waiting,
  permission: "calls:read",
  effect: "read",
  async run(tx, ctx) {
    const { hotelId } = ctx;
    return {
      unheard: await tx.voicemail.count({ where: { hotelId, heardAt: null }, take: COUNT_LIMIT }),
      owed: await tx.outboundCall.count({ where: owedCalls(hotelId), take: COUNT_LIMIT }),
      ready: await canTelephone(tx, ctx.deps),
    };
  },
});

/** Guests on hold for a person whose telephone rings or who is being told what it is about, the longest first. */
export const transferOffers = defineVerb({
  name: "telephony.transferOffers",
  input: z.object({}),
  output: z.object({ offers: z.array(TransferOffer) }),
  permission: "calls:read",
  effect: "read",
  async run(tx, ctx) {
    const { hotelId } = ctx;
    const rows = await tx.callTransfer.findMany({
      where: { hotelId, settledAt: null, kind: "warm", state: { in: ["dialing", "announced"] } },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: MOST_OFFERS,
      include: { call: callerFields },
    });
    if (rows.length === 0) return { offers: [] };
    const { ringSeconds } = await telephonySettings(tx, hotelId);
    return {
      offers: rows.map(({ id, callId, spokenName, summary, state, call, dialledAt, createdAt }) => ({
        ...{ id, callId, spokenName, summary },
        state: state as TransferOffer["state"],
        caller: callerOf(call),
        ringsUntil: new Date((dialledAt ?? createdAt).getTime() + ringSeconds * 1_000).toISOString(),
      })),
    };
  },
});
