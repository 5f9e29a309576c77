import type { HotelCtx } from "@/server/verbs/ctx";
import { readSigned, type TwilioApp } from "./twilio-voice";
import { dialDesk, hangUp } from "./twiml";

/**
 * What Twilio asks when the stream has ended: the person the line promised is dialled; otherwise the line has
 * said goodbye and the call is over.
 */
export async function afterStream(app: TwilioApp, request: Request): Promise<Response> {
  const params = await readSigned(app, request);
  if (params instanceof Response) return params;
  const known = await app.deps.system.client.call.findFirst({
    where: { externalId: params.CallSid ?? "" },
    select: { id: true, tenantId: true },
  });
  if (!known) return hangUp();
  const number = await takeTransfer(app, known);
  return number
    ? dialDesk(number, "I am sorry, nobody answered. Please call again in a few minutes.")
    : hangUp();
}

/** The number to dial, once: a repeated webhook dials nobody twice. */
async function takeTransfer(
  app: TwilioApp,
  call: Pick<HotelCtx, "tenantId"> & { id: string },
): Promise<string | null> {
  return app.deps.db.transaction(call.tenantId, async (tx) => {
    const row = await tx.call.findFirst({ where: { id: call.id }, select: { transferTo: true } });
    if (!row?.transferTo) return null;
    await tx.call.updateMany({ where: { id: call.id }, data: { transferTo: null } });
    return row.transferTo;
  });
}
