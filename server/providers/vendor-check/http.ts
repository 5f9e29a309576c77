import { connect } from "node:net";
import { cannotHoldCalls } from "@/server/line/call-models";
import type { AnyVendor, CheckOutcome, CheckVendor } from "./port";

interface Question {
  url: string;
  headers: Record<string, string>;
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

/** The cheapest authenticated read of each vendor, as its API reference lists it (none was seen on the wire here). */
function questionOf(vendor: AnyVendor): Question | null {
  switch (vendor.vendor) {
    case "openai":
      return {
        url: `${vendor.baseUrl ?? "https://api.openai.com/v1"}/models/${encodeURIComponent(vendor.model)}`,
        headers: bearer(vendor.apiKey),
      };
    case "whisper":
      return {
        url: `${vendor.baseUrl ?? "https://api.openai.com/v1"}/models`,
        headers: bearer(vendor.apiKey),
      };
    case "anthropic":
      return {
        url: `${vendor.baseUrl ?? "https://api.anthropic.com"}/v1/models/${encodeURIComponent(vendor.model)}`,
        headers: { "x-api-key": vendor.apiKey, "anthropic-version": "2023-06-01" },
      };
    case "deepgram":
      return {
        url: `${vendor.baseUrl ?? "https://api.deepgram.com"}/v1/projects`,
        headers: { authorization: `Token ${vendor.apiKey}` },
      };
    case "elevenlabs":
      return {
        url: `${vendor.baseUrl ?? "https://api.elevenlabs.io"}/v1/voices/${encodeURIComponent(vendor.voice)}`,
        headers: { "xi-api-key": vendor.apiKey },
      };
    case "azure": {
      const host = vendor.region ? `https://${vendor.region}.tts.speech.microsoft.com` : undefined;
      const base = vendor.baseUrl ?? host;
      if (!base) return null;
      return {
        url: `${base}/cognitiveservices/voices/list`,
        headers: { "Ocp-Apim-Subscription-Key": vendor.apiKey },
      };
    }
    default:
      return null;
  }
}

const outcomeOf = (status: number): CheckOutcome => {
  if (status >= 200 && status < 300) return "works";
  if (status === 401 || status === 403) return "unauthorised";
  if (status === 429) return "rate_limited";
  return status >= 500 || status === 408 ? "unavailable" : "invalid";
};

const isUnsuitable = (vendor: AnyVendor): boolean =>
  (vendor.vendor === "openai" || vendor.vendor === "anthropic") && cannotHoldCalls(vendor) !== undefined;

/** Whether something listens there: all that can be told of a Riva server without speaking to it. */
const listens = (address: string, signal: AbortSignal): Promise<CheckOutcome> =>
  new Promise((resolve) => {
    const at = address.lastIndexOf(":");
    const socket = connect({ host: address.slice(0, at), port: Number(address.slice(at + 1)) });
    const end = (outcome: CheckOutcome) => {
      signal.removeEventListener("abort", late);
      socket.destroy();
      resolve(outcome);
    };
    const late = () => end("unavailable");
    socket.once("connect", () => end("works"));
    socket.once("error", late);
    signal.addEventListener("abort", late, { once: true });
    if (signal.aborted) late();
  });

/** Follows no redirect: a key must not travel to where a reply points. */
export const checkVendorOverHttp: CheckVendor = async (vendor, signal) => {
  if (vendor.vendor === "embedded") return "works";
  try {
    if (vendor.vendor === "riva") return vendor.url ? await listens(vendor.url, signal) : "invalid";
    const question = questionOf(vendor);
    if (!question) return "invalid";
    const { url, headers } = question;
    const reply = await fetch(url, { headers, redirect: "manual", signal });
    await reply.body?.cancel();
    const outcome = outcomeOf(reply.status);
    return outcome === "works" && isUnsuitable(vendor) ? "unsuitable" : outcome;
  } catch {
    return "unavailable";
  }
};
