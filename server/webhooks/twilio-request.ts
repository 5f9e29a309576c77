import { APP_WORKER_ID } from "@/server/features/line";
import { ownAccount } from "@/server/features/telephony";
import type { Logger } from "@/server/kernel/logger";
import type { Deps, HotelCtx } from "@/server/verbs/ctx";
import { isSignedByTwilio } from "./twilio-signature";

const MAX_FORM_BYTES = 40_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export interface TwilioApp {
  deps: Deps;
  log: Logger;
  /** The origin that Twilio calls, `https://…`: the public one where a proxy stands before the app. */
  publicOrigin: string;
  /** How long who listens waits for an answer before they hear a word, milliseconds; two seconds when absent. */
  wordMs?: number;
}

/** A request that Twilio signed. */
export interface SignedRequest {
  params: Readonly<Record<string, string>>;
  /** The query of the address, which is signed too. */
  query: URLSearchParams;
  /** Whose it is, by the address, the number or the call; null when it is nobody's. */
  tenantId: string | null;
}

/**
 * Reads the form of a Twilio request and checks its signature with the token of the account it is for: the tenant's
 * own, else the platform's. The simulator signs with the platform's, whichever account the hotel has, and no other
 * token makes a call a simulated one. A response refuses it.
 */
export async function readTwilio(app: TwilioApp, request: Request): Promise<SignedRequest | Response> {
  if (Number(request.headers.get("content-length") ?? 0) > MAX_FORM_BYTES) return tooLarge();
  const text = await request.text();
  if (text.length > MAX_FORM_BYTES) return tooLarge();
  const params = Object.fromEntries(new URLSearchParams(text));
  const url = new URL(request.url);
  const tenantId = await tenantOf(app.deps, url.searchParams, params);
  const own = tenantId && !isSimulated(params) ? await ownAccount(app.deps, tenantId) : null;
  const signature = request.headers.get("x-twilio-signature") ?? "";
  const token = own?.authToken ?? app.deps.keys.twilioAuthToken;
  const signed = isSignedByTwilio(
    token,
    app.publicOrigin,
    { path: url.pathname + url.search, signature },
    params,
  );
  if (!signed || (own && params.AccountSid !== own.accountSid))
    return new Response("The signature does not fit.", { status: 403 });
  return { params, query: url.searchParams, tenantId };
}

/** The form says that the call simulator sent it; Twilio sends no such field. */
export const isSimulated = (params: Readonly<Record<string, string>>): boolean =>
  params.X_VoiceHive_Simulator === "1";

/** The token of the hotel's telephone account: Twilio signs with it whatever it sends for the hotel. */
export const streamToken = async (app: TwilioApp, ctx: HotelCtx): Promise<string> =>
  (await ownAccount(app.deps, ctx.tenantId))?.authToken ?? app.deps.keys.twilioAuthToken;

const tooLarge = () => new Response("The form is too large.", { status: 413 });

/** By `t` of addresses we gave out, else by the hotel's number, else by the call. It decides only which token must fit. */
async function tenantOf(
  deps: Deps,
  query: URLSearchParams,
  params: Readonly<Record<string, string>>,
): Promise<string | null> {
  const named = query.get("t") ?? "";
  if (UUID.test(named)) return named;
  const known = params.CallSid
    ? await deps.system.client.call.findFirst({
        where: { externalId: params.CallSid },
        select: { tenantId: true },
      })
    : null;
  if (known) return known.tenantId;
  if (!params.To) return null;
  const number = await deps.system.client.phoneNumber.findUnique({ where: { e164: params.To } });
  return number?.tenantId ?? null;
}

export const webhookCtx = (app: TwilioApp, place: { tenantId: string; hotelId: string }): HotelCtx => ({
  ...place,
  actor: { kind: "webhook", provider: "twilio" },
  deps: app.deps,
  log: app.log,
});

export interface KnownCall {
  ctx: HotelCtx;
  id: string;
  epoch: number;
  workerId: string | null;
  state: string;
  endedAt: Date | null;
}

/**
 * Our record of a call of Twilio's, or null. Only the tenant's whose account signed the request: another's is not there,
 * whatever address and form say.
 */
export async function knownCall(
  app: TwilioApp,
  callSid: string | undefined,
  signedFor: string | null,
): Promise<KnownCall | null> {
  if (!callSid || !signedFor) return null;
  const row = await app.deps.system.client.call.findFirst({
    where: { externalId: callSid, tenantId: signedFor },
    select: {
      id: true,
      tenantId: true,
      hotelId: true,
      epoch: true,
      workerId: true,
      state: true,
      endedAt: true,
    },
  });
  if (!row) return null;
  const { tenantId, hotelId, ...call } = row;
  return { ctx: webhookCtx(app, { tenantId, hotelId }), ...call };
}

/** The hotel whose number this is, or null; null, too, when it is not of the tenant whose account signed the request. */
export async function hotelOfNumber(
  app: TwilioApp,
  e164: string,
  signedFor: string | null,
): Promise<HotelCtx | null> {
  const number = await app.deps.system.client.phoneNumber.findUnique({ where: { e164 } });
  return number?.tenantId === signedFor ? number && webhookCtx(app, number) : null;
}

/** The app holds this call itself: it waits, or leaves a message. */
export const holdInApp = (ctx: HotelCtx, callId: string): Promise<unknown> =>
  ctx.deps.db.withTenant(ctx.tenantId, (db) =>
    db.call.updateMany({
      where: { id: callId, endedAt: null },
      data: { workerId: APP_WORKER_ID, state: "on_hold" },
    }),
  );
