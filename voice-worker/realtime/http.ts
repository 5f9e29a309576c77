import type { IncomingMessage, ServerResponse } from "node:http";
import { type RealtimeWords, WORDS_HEADER, wordsHeader } from "@/server/line/realtime-words";
import { phrasesOf } from "../call/phrases";
import { TokenError } from "../line/token";
import { RealtimeUnavailable } from "./session";

export const REALTIME_PATH = "/realtime/calls";
const MAX_OFFER_BYTES = 64_000;
const READ_MS = 5_000;
const TYPE = "application/sdp";

/** A page of any origin may ask: what admits it is the call's single-use token, never a cookie. */
const cors = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "POST",
  "access-control-allow-headers": "authorization, content-type",
  "access-control-expose-headers": WORDS_HEADER,
  "access-control-max-age": "600",
};

/** Opens a call for a token and an SDP offer; the answer, and what the page says where the vendor says nothing. */
export type AdmitRealtime = (
  token: string,
  offer: string,
) => Promise<{ answer: string; words: RealtimeWords }>;

/** For the page's own voice, in the language that the call begins in. */
export function pageWords(language: string): RealtimeWords {
  const { oneMoment, goodbye } = phrasesOf(language);
  return { language, oneMoment, goodbye };
}

/** Serves `POST /realtime/calls`: an SDP offer with the call's token as bearer, answered with SDP. */
export function realtimeRoute(admit: AdmitRealtime) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method === "OPTIONS") return void response.writeHead(204, cors).end();
    if (request.method !== "POST") return refuse(response, 405, "Use POST.");
    const token = /^Bearer (\S{20,2000})$/.exec(request.headers.authorization ?? "")?.[1];
    if (!token) return refuse(response, 401, "The call's token is missing.");
    if (request.headers["content-type"]?.split(";")[0] !== TYPE)
      return refuse(response, 415, `Send the offer as ${TYPE}.`);
    const offer = await read(request);
    if (!offer?.startsWith("v=0")) return refuse(response, 400, "The offer cannot be read.");
    try {
      const { answer, words } = await admit(token, offer);
      const told = { "content-type": TYPE, "cache-control": "no-store", [WORDS_HEADER]: wordsHeader(words) };
      response.writeHead(201, { ...cors, ...told }).end(answer);
    } catch (error) {
      if (error instanceof RealtimeUnavailable) return refuse(response, 503, error.message);
      if (error instanceof TokenError) return refuse(response, 401, "The call's token is not valid.");
      refuse(response, 502, "The call could not be opened. Start a new one.");
    }
  };
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response
    .writeHead(status, { ...cors, "content-type": "application/json", "cache-control": "no-store" })
    .end(JSON.stringify({ message }));
}

/** The body, or nothing when it is too long, too slow or cut off. */
async function read(request: IncomingMessage): Promise<string | undefined> {
  const late = setTimeout(() => request.destroy(), READ_MS);
  try {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of request) {
      bytes += (chunk as Buffer).length;
      if (bytes > MAX_OFFER_BYTES) return undefined;
      chunks.push(chunk as Buffer);
    }
    return Buffer.concat(chunks).toString("utf8");
  } catch {
    return undefined;
  } finally {
    clearTimeout(late);
  }
}
