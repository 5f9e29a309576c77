import { noteText, receiveText } from "@/server/features/telephony";
import { hotelOfNumber, readTwilio, type TwilioApp, webhookCtx } from "./twilio-request";
import { noted, twiml } from "./twiml";

const UUID = /^[0-9a-f-]{36}$/;
const MESSAGE = /^(SM|MM)[0-9a-zA-Z]{10,40}$/;
const E164 = /^\+[1-9]\d{2,14}$/;

/** A guest sent a text to the hotel's number. No answer is sent: carriers confirm STOP and START themselves. */
export async function takeText(app: TwilioApp, request: Request): Promise<Response> {
  const signed = await readTwilio(app, request);
  if (signed instanceof Response) return signed;
  const { MessageSid = "", From = "", To = "", Body = "" } = signed.params;
  if (!MESSAGE.test(MessageSid) || !E164.test(From)) return new Response("Half a text.", { status: 400 });
  const ctx = await hotelOfNumber(app, To, signed.tenantId);
  if (ctx) await receiveText(ctx, { from: From, to: To, body: Body, messageSid: MessageSid });
  return twiml(() => {});
}

/** What became of a text of ours. */
export async function noteTextStatus(app: TwilioApp, request: Request): Promise<Response> {
  const signed = await readTwilio(app, request);
  if (signed instanceof Response) return signed;
  const id = signed.query.get("m") ?? "";
  const { tenantId, params } = signed;
  if (!tenantId || !UUID.test(id)) return noted();
  const row = await app.deps.db.withTenant(tenantId, (db) =>
    db.textMessage.findFirst({ where: { id }, select: { hotelId: true } }),
  );
  if (!row) return noted();
  await noteText(webhookCtx(app, { tenantId, hotelId: row.hotelId }), id, {
    status: params.MessageStatus ?? "",
    ...(params.ErrorCode ? { errorCode: params.ErrorCode.slice(0, 20) } : {}),
  });
  return noted();
}
