import { z } from "zod";
import type { Tx } from "@/server/db";
import type { HotelCtx } from "@/server/verbs/ctx";
import { defineEvent } from "@/server/verbs/events";
import { notifyLive } from "@/server/verbs/record";

/** A call out was asked for: dial it. */
export const OutboundCallRequested = defineEvent(
  "telephony.call_requested",
  z.object({ outboundId: z.string(), hotelId: z.string() }),
);
/** Staff moves a running call to a person: give it new instructions. */
export const LiveTransferRequested = defineEvent(
  "telephony.transfer_requested",
  z.object({ transferId: z.string(), callId: z.string(), hotelId: z.string() }),
);
/** Staff sends a running call to the keypad: give it new instructions. */
export const KeypadPaymentRequested = defineEvent(
  "telephony.payment_requested",
  z.object({ paymentId: z.string(), callId: z.string(), hotelId: z.string() }),
);
/** Staff hung up on a call that no worker holds: have the telephone service end it. */
export const CallHangUpRequested = defineEvent(
  "telephony.hang_up_requested",
  z.object({ callId: z.string(), hotelId: z.string() }),
);
/** A text waits to be sent. */
export const TextRequested = defineEvent(
  "telephony.text_requested",
  z.object({ textId: z.string(), hotelId: z.string() }),
);
/** A recording of a voicemail waits at the telephone service. */
export const VoicemailReceived = defineEvent(
  "telephony.voicemail_received",
  z.object({ callId: z.string(), hotelId: z.string() }),
);
/** Something of the telephone's set-up changed. */
export const TelephonyChanged = defineEvent("telephony.changed", z.object({ hotelId: z.string() }));
/** Staff answered for a person whose telephone was called: tell the telephone service. */
export const TransferAnswered = defineEvent(
  "telephony.transfer_answered",
  z.object({
    transferId: z.string(),
    callId: z.string(),
    hotelId: z.string(),
    answer: z.enum(["accept", "decline"]),
  }),
);
/** What a list shows of the telephone changed. Only shown, so it needs no outbox row: `tellShown`. */
export const RecordChanged = defineEvent(
  "telephony.record_changed",
  z.object({
    kind: z.enum(["voicemail", "call_out", "transfer", "text", "do_not_call", "payment"]),
    id: z.string(),
    hotelId: z.string(),
  }),
);

/** Tells open pages that a record of the telephone changed, in the caller's transaction. */
export const tellShown = (
  tx: Tx,
  ctx: HotelCtx,
  kind: z.infer<typeof RecordChanged.schema>["kind"],
  id: string,
): Promise<void> => notifyLive(tx, ctx.tenantId, [RecordChanged({ kind, id, hotelId: ctx.hotelId })]);
