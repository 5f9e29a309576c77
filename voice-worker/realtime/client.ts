import { z } from "zod";
import type { LlmVendor } from "@/server/line/contract";
import { LlmError, type LlmFailure } from "@/server/providers/llm/port";

/** Lifetime of the secret that starts the session: it is used at once. The vendor's least is 10 s. */
const SECRET_SECONDS = 30;
const PUBLIC_BASE = "https://api.openai.com/v1";

export type OpenAiVendor = Extract<LlmVendor, { vendor: "openai" }>;

const Secret = z.object({ value: z.string().min(1) });

export interface RealtimeCallLink {
  /** SDP answer for the browser. */
  answer: string;
  /** The vendor's name of the call; the sideband joins it. */
  vendorCallId: string;
}

export const realtimeBase = ({ baseUrl }: OpenAiVendor): string =>
  (baseUrl ?? PUBLIC_BASE).replace(/\/$/, "");

/**
 * Starts a Realtime call for a browser's SDP offer. The session is made by us with an ephemeral secret: the page sees no
 * key. What it might change over its own data channel gains it nothing: tools run here and at the line. Throws an `LlmError`, or the signal's reason.
 */
export async function openRealtime(
  vendor: OpenAiVendor,
  session: Record<string, unknown>,
  offer: string,
  signal: AbortSignal,
): Promise<RealtimeCallLink> {
  const base = realtimeBase(vendor);
  const made = await ask(`${base}/realtime/client_secrets`, vendor.apiKey, {
    ...{ type: "application/json", signal },
    body: JSON.stringify({ expires_after: { anchor: "created_at", seconds: SECRET_SECONDS }, session }),
  });
  const secret = Secret.safeParse(await made.json().catch(() => undefined));
  if (!secret.success) throw new LlmError("garbage", "The vendor gave no client secret.");
  const reply = await ask(`${base}/realtime/calls`, secret.data.value, {
    ...{ type: "application/sdp", signal },
    body: offer,
  });
  const vendorCallId = reply.headers.get("location")?.split("/").filter(Boolean).at(-1);
  const answer = await reply.text();
  if (!vendorCallId || !answer.startsWith("v=0"))
    throw new LlmError("garbage", "The vendor's answer to the offer cannot be read.");
  return { answer, vendorCallId };
}

/** Ends the call at the vendor. Never rejects: a call that is over already is what was wanted. */
export async function hangUpRealtime(vendor: OpenAiVendor, vendorCallId: string, signal: AbortSignal) {
  const url = `${realtimeBase(vendor)}/realtime/calls/${encodeURIComponent(vendorCallId)}/hangup`;
  await ask(url, vendor.apiKey, { type: "application/json", body: "{}", signal }).catch(() => undefined);
}

async function ask(
  url: string,
  key: string,
  { type, body, signal }: { type: string; body: string; signal: AbortSignal },
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": type },
      redirect: "error",
      body,
      signal,
    });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new LlmError("unavailable", "The vendor cannot be reached.");
  }
  if (response.ok) return response;
  await response.body?.cancel().catch(() => {});
  throw new LlmError(failureOf(response.status), `The vendor answered ${response.status}.`);
}

function failureOf(status: number): LlmFailure {
  if (status === 401 || status === 403) return "unauthorised";
  if (status === 429) return "rate_limited";
  return status >= 500 ? "unavailable" : "invalid";
}
