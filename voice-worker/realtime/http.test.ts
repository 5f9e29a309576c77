import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { readWordsHeader, WORDS_HEADER } from "@/server/line/realtime-words";
import { TokenError } from "../line/token";
import { type AdmitRealtime, realtimeRoute } from "./http";
import { RealtimeUnavailable } from "./session";

const words = { language: "bn", oneMoment: "একটু অপেক্ষা করুন।", goodbye: "বিদায়।" };
const TOKEN = "t".repeat(40);
const cleanUp: (() => void)[] = [];
afterEach(() => {
  for (const task of cleanUp.splice(0)) task();
});

async function serve(admit: AdmitRealtime) {
  const route = realtimeRoute(admit);
  const server = createServer((request, response) => void route(request, response));
  cleanUp.push(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/realtime/calls`;
  return (over: RequestInit & { headers?: Record<string, string> } = {}) =>
    fetch(url, {
      ...{ method: "POST", body: "v=0\r\noffer" },
      ...over,
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/sdp", ...over.headers },
    });
}

test("an offer with a token is answered with SDP", async () => {
  const ask = await serve(async (token, offer) => ({ answer: `v=0 ${token.length} ${offer.length}`, words }));
  const reply = await ask();
  expect([reply.status, reply.headers.get("content-type"), await reply.text()]).toEqual([
    201,
    "application/sdp",
    "v=0 40 10",
  ]);
  // A page of another origin reads them, too.
  expect(reply.headers.get("access-control-expose-headers")).toBe(WORDS_HEADER);
  expect(readWordsHeader(reply.headers.get(WORDS_HEADER))).toEqual(words);
});

test.each([
  ["no token", { headers: { authorization: "" } }, 401],
  ["a short token", { headers: { authorization: "Bearer x" } }, 401],
  ["another type", { headers: { "content-type": "text/plain" } }, 415],
  ["no offer", { body: "" }, 400],
  ["something that is no SDP", { body: "<html>" }, 400],
  ["a huge offer", { body: `v=0${"x".repeat(70_000)}` }, 400],
  ["another method", { method: "PUT" }, 405],
])("%s is refused and nothing is opened", async (_name, over, status) => {
  let opened = 0;
  const ask = await serve(async () => {
    opened += 1;
    return { answer: "v=0", words };
  });
  expect((await ask(over)).status).toBe(status);
  expect(opened).toBe(0);
});

test.each([
  [new RealtimeUnavailable("No realtime voice."), 503, "No realtime voice."],
  [new TokenError("The call token has expired."), 401, "The call's token is not valid."],
  [new Error("key sk-123 refused"), 502, "The call could not be opened. Start a new one."],
])("%s", async (error, status, message) => {
  const ask = await serve(async () => {
    throw error;
  });
  const reply = await ask();
  expect([reply.status, await reply.json()]).toEqual([status, { message }]);
});

test("a page of another origin may ask", async () => {
  const ask = await serve(async () => ({ answer: "v=0", words }));
  const reply = await ask({ method: "OPTIONS", body: null });
  expect([reply.status, reply.headers.get("access-control-allow-origin")]).toEqual([204, "*"]);
});

test.each([null, "", "x", "%", "%7B%7D"])("words that are %s are none", (value) =>
  expect(readWordsHeader(value)).toBeNull(),
);
