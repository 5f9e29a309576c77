import RequestClient from "twilio/lib/base/RequestClient.js";
import type Response from "twilio/lib/http/response.js";

const PUBLIC_API = "https://api.twilio.com";
const MAX_REPLY_BYTES = 1_000_000;

/** The SDK's transport over fetch: ends with a signal, follows no redirect, and may talk to another origin. */
export class FetchClient extends RequestClient {
  constructor(
    private readonly signal: AbortSignal,
    private readonly baseUrl: string | undefined,
  ) {
    super();
  }

  override async request<T>(options: RequestClient.RequestOptions): Promise<Response<T>> {
    const url = rebase(options.uri, this.baseUrl);
    const params = form(options.params);
    for (const [name, value] of params) url.searchParams.append(name, value);
    const credentials = Buffer.from(`${options.username ?? ""}:${options.password ?? ""}`).toString("base64");
    const reply = await fetch(url, {
      method: options.method,
      redirect: "error",
      signal: this.signal,
      headers: {
        accept: "application/json",
        authorization: `Basic ${credentials}`,
        "user-agent": "voicehive",
      },
      ...(options.method.toUpperCase() === "POST" ? { body: form(options.data) } : {}),
    });
    const text = await reply.text();
    if (text.length > MAX_REPLY_BYTES) throw new Error("The reply is too large.");
    const headers = Object.fromEntries(reply.headers);
    return { statusCode: reply.status, body: (text || "{}") as T, headers };
  }
}

/** The address with its origin replaced, when another one is configured. */
export function rebase(uri: string, baseUrl: string | undefined): URL {
  const url = new URL(uri);
  if (!baseUrl || url.origin !== PUBLIC_API) return url;
  return new URL(url.pathname + url.search, baseUrl);
}

/** Form fields; an array repeats its key. */
function form(values: object | undefined): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(values ?? {})) {
    if (value === undefined || value === null) continue;
    for (const item of Array.isArray(value) ? value : [value]) params.append(name, String(item));
  }
  return params;
}
