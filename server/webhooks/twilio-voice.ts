import { z } from "zod";
import { createCall } from "@/server/features/line";
import { policyValues } from "@/server/features/policies";
import { businessDate } from "@/server/kernel/dates";
import { DomainError } from "@/server/kernel/errors";
import type { Logger } from "@/server/kernel/logger";
import type { Deps, HotelCtx } from "@/server/verbs/ctx";
import { isSignedByTwilio } from "./twilio-signature";
import { connectStream, dialDesk, sayAndHangUp } from "./twiml";

const Form = z.object({
  CallSid: z.string().regex(/^CA[0-9a-zA-Z]{10,40}$/),
  From: z.string().max(60),
  To: z.string().max(60),
});
const MAX_FORM_BYTES = 20_000;
const PHONE = /^\+[1-9]\d{5,14}$/;

export interface TwilioApp {
  deps: Deps;
  log: Logger;
  /** The origin that Twilio calls, `https://…`. */
  publicOrigin: string;
}

/** The signed form of a Twilio request, or a response that refuses it. */
export async function readSigned(
  app: TwilioApp,
  request: Request,
): Promise<Record<string, string> | Response> {
  const text = await request.text();
  if (text.length > MAX_FORM_BYTES) return new Response("The form is too large.", { status: 413 });
  const params = Object.fromEntries(new URLSearchParams(text));
  const url = new URL(request.url);
  const signature = request.headers.get("x-twilio-signature") ?? "";
  const path = url.pathname + url.search;
  if (!isSignedByTwilio(app.deps.keys.twilioAuthToken, app.publicOrigin, { path, signature }, params)) {
    return new Response("The signature does not fit.", { status: 403 });
  }
  return params;
}

/** A guest calls: find the hotel by the number they dialled and give the call to a worker. */
export async function answerTwilioCall(app: TwilioApp, request: Request): Promise<Response> {
  const params = await readSigned(app, request);
  if (params instanceof Response) return params;
  const form = Form.safeParse(params);
  if (!form.success) return new Response("CallSid, From and To are needed.", { status: 400 });
  const { CallSid, From, To } = form.data;
  const number = await app.deps.system.client.phoneNumber.findUnique({ where: { e164: To } });
  if (!number) return sayAndHangUp("This number is not in service.");
  const ctx: HotelCtx = {
    tenantId: number.tenantId,
    hotelId: number.hotelId,
    actor: { kind: "webhook", provider: "twilio" },
    deps: app.deps,
    log: app.log,
  };
  try {
    const channel = params.X_VoiceHive_Simulator === "1" ? "simulator" : "twilio";
    const call = await createCall(ctx, {
      channel,
      externalId: CallSid,
      to: To,
      // An anonymous caller has no number worth keeping.
      ...(PHONE.test(From) ? { from: From } : {}),
    });
    return connectStream(
      call.mediaUrl,
      call.token,
      new URL("/api/webhooks/twilio/after", app.publicOrigin).toString(),
    );
  } catch (error) {
    if (!(error instanceof DomainError))
      app.log.error({ err: error, callSid: CallSid }, "a call could not be answered");
    return toTheDesk(ctx);
  }
}

/** When no worker can take the call: the hotel's own desk, or a plain apology. */
async function toTheDesk(ctx: HotelCtx): Promise<Response> {
  const number = await ctx.deps.db
    .withTenant(ctx.tenantId, async (db) => {
      const hotel = await db.hotel.findFirstOrThrow({ where: { id: ctx.hotelId } });
      const today = businessDate(ctx.deps.clock.now(), hotel.timeZone, hotel.auditHour);
      const { entries } = await policyValues(db, hotel.id, "directory", today);
      return entries?.find((entry) => entry.number && PHONE.test(entry.number))?.number;
    })
    .catch(() => undefined);
  const sorry = "I am sorry, nobody can take your call right now. Please call again in a few minutes.";
  return number ? dialDesk(number, sorry) : sayAndHangUp(sorry);
}
