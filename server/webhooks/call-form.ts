import { z } from "zod";
import { PhoneE164 } from "@/server/features/telephony";
import type { HotelCtx } from "@/server/verbs/ctx";
import { hotelOfNumber, isSimulated, readTwilio, type TwilioApp } from "./twilio-request";
import { sayAndHangUp } from "./twiml";
import { english } from "./words";

const Form = z.object({
  CallSid: z.string().regex(/^CA[0-9a-zA-Z]{10,40}$/),
  From: z.string().max(60),
  To: z.string().max(60),
  Digits: z.string().max(20).optional(),
});
export type CallForm = z.output<typeof Form> & { simulated: boolean };

/** The fields of a call that every step of an arriving one needs; null when it is half a form. */
export function readCallForm(params: Readonly<Record<string, string>>): CallForm | null {
  const parsed = Form.safeParse(params);
  return parsed.success ? { ...parsed.data, simulated: isSimulated(params) } : null;
}

export const badForm = () => new Response("CallSid, From and To are needed.", { status: 400 });

export const newCall = (form: CallForm) => ({
  channel: form.simulated ? ("simulator" as const) : ("twilio" as const),
  externalId: form.CallSid,
  to: form.To,
  // An anonymous caller has no number worth keeping.
  ...(PhoneE164.safeParse(form.From).success ? { from: form.From } : {}),
});

export interface Arriving {
  form: CallForm;
  ctx: HotelCtx;
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
}

/** Reads a step of an arriving call: the form, and the hotel whose number was dialled. */
export async function arriving(app: TwilioApp, request: Request): Promise<Arriving | Response> {
  const signed = await readTwilio(app, request);
  if (signed instanceof Response) return signed;
  const form = readCallForm(signed.params);
  if (!form) return badForm();
  const ctx = await hotelOfNumber(app, form.To, signed.tenantId);
  const { params, query } = signed;
  return ctx ? { form, ctx, params, query } : sayAndHangUp(english.t.notInService, "en");
}
