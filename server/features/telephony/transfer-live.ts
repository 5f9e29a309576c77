import { z } from "zod";
import type { Tx } from "@/server/db";
import { isOpen } from "@/server/features/line";
import { policyValues } from "@/server/features/policies";
import { businessDate, localTime } from "@/server/kernel/dates";
import { conflict, notFound } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import { TelephonyError } from "@/server/providers/telephony/port";
import type { HotelCtx } from "@/server/verbs/ctx";
import { defineVerb } from "@/server/verbs/define-verb";
import { callbackUrl, canTelephone, telephonyOf } from "./access";
import { LiveTransferRequested } from "./events";
import { reasonWords } from "./refusals";
import { PhoneE164 } from "./schema";
import { isOnItsWay, moveTransfer, requestTransfer } from "./transfers";

const REST_DEADLINE_MS = 4_000;

/** Staff puts a running call through to a person of the directory: the line lets go, the person is dialled. */
export const transferLiveCall = defineVerb({
  name: "telephony.transferCall",
  input: z
    .object({
      callId: Id,
      destination: z.string().trim().min(1).max(60).optional(),
      /** Instead of a destination of the directory. */
      number: PhoneE164.optional(),
      summary: z.string().trim().min(1).max(500),
      kind: z.enum(["cold", "warm"]).optional(),
    })
    .refine(({ destination, number }) => (destination === undefined) !== (number === undefined), {
      message: "Choose whom to call, or write a number.",
      path: ["destination"],
    }),
  output: z.object({ transferId: Id }),
  permission: "calls:control",
  effect: "telephony",
  async run(tx, ctx, { callId, destination, number: typed, summary, kind }) {
    const call = await tx.call.findFirst({
      where: { id: callId, hotelId: ctx.hotelId },
      select: { endedAt: true, channel: true, externalId: true, hotel: true },
    });
    if (!call) throw notFound("This call");
    if (call.endedAt) throw conflict("This call is already over.");
    if (call.channel !== "twilio" || !(await canTelephone(tx, ctx.deps)))
      throw conflict("Only a telephone call can be put through, and only with a telephone account set up.");
    // Their telephone would go on ringing for a guest who is elsewhere.
    if (await isOnItsWay(tx, callId)) throw conflict("The call is on its way to a person already.");
    const to = typed
      ? { destination: typed, spokenName: typed, number: typed }
      : await answering(tx, ctx, call.hotel, destination ?? "");
    const wished = await requestTransfer(tx, ctx, callId, { ...to, summary, ...(kind ? { kind } : {}) });
    if ("refused" in wished)
      throw conflict(
        wished.refused === "again"
          ? "This was tried in this call already. Choose somebody else."
          : reasonWords[wished.refused],
      );
    const { transferId } = wished;
    return {
      result: { transferId },
      audit: {
        subject: { kind: "call", id: callId },
        after: { transfer: to.destination, kind: kind ?? "as set" },
      },
      events: [LiveTransferRequested({ transferId, callId, hotelId: ctx.hotelId })],
    };
  },
});

/** A destination of the directory that can be dialled now. Throws `not_found`, or `conflict` outside its hours. */
async function answering(
  tx: Tx,
  ctx: HotelCtx,
  hotel: { timeZone: string; auditHour: number },
  destination: string,
) {
  const now = ctx.deps.clock.now();
  const today = businessDate(now, hotel.timeZone, hotel.auditHour);
  const { entries = [] } = await policyValues(tx, ctx.hotelId, "directory", today);
  const entry = entries.find((e) => e.destination === destination);
  if (!entry?.number) throw notFound("This destination");
  if (!isOpen(entry, localTime(now, hotel.timeZone))) throw conflict("Nobody answers there at this hour.");
  return { destination, spokenName: entry.spokenName, number: entry.number };
}

/** Takes a running call away from the line: the telephone service asks the app where it goes. Once; late repeats find it gone. */
export async function sendToPerson(
  ctx: HotelCtx,
  ids: { transferId: string; callId: string },
): Promise<boolean> {
  const { deps, tenantId } = ctx;
  const found = await deps.db.withTenant(tenantId, (db) =>
    db.callTransfer.findFirst({
      where: { id: ids.transferId, callId: ids.callId, state: "requested" },
      select: { call: { select: { externalId: true, endedAt: true } } },
    }),
  );
  const telephony = await telephonyOf(deps, tenantId);
  if (!found?.call.externalId || found.call.endedAt || !telephony) return false;
  const twiml = redirectTo(callbackUrl(deps, "after", {}));
  try {
    await telephony.instruct(found.call.externalId, twiml, AbortSignal.timeout(REST_DEADLINE_MS));
    return true;
  } catch (error) {
    if (
      !(error instanceof TelephonyError) ||
      error.failure === "unavailable" ||
      error.failure === "rate_limited"
    )
      throw error;
    const gone = { id: ids.transferId, callId: ids.callId };
    await deps.db.transaction(tenantId, (tx) => moveTransfer(tx, ctx, gone, "failed"));
    return false;
  }
}

/** Instructions that only lead to an address. */
export const redirectTo = (url: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Response><Redirect method="POST">${url.replaceAll("&", "&amp;")}</Redirect></Response>`;
