import { z } from "zod";
import { defineEvent } from "@/server/verbs/events";

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
