import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { checkVendorOverHttp } from "./http";
import type { AnyVendor } from "./port";

const KEY = "sk-check-0123456789";
let server: Server;
let base = "";
let status = 200;
let hang = false;
let asked: IncomingMessage[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request);
    if (hang) return;
    response.writeHead(status, status === 302 ? { location: `${base}/elsewhere` } : {});
    response.end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  status = 200;
  hang = false;
  asked = [];
});

const vendors = (): [string, AnyVendor, string, string, string][] => [
  [
    "openai",
    { vendor: "openai", apiKey: KEY, baseUrl: `${base}/v1`, model: "a/b" },
    "/v1/models/a%2Fb",
    "authorization",
    `Bearer ${KEY}`,
  ],
  [
    "whisper",
    { vendor: "whisper", apiKey: KEY, baseUrl: `${base}/v1`, model: "whisper-1" },
    "/v1/models",
    "authorization",
    `Bearer ${KEY}`,
  ],
  [
    "anthropic",
    { vendor: "anthropic", apiKey: KEY, baseUrl: base, model: "m" },
    "/v1/models/m",
    "x-api-key",
    KEY,
  ],
  [
    "deepgram",
    { vendor: "deepgram", apiKey: KEY, baseUrl: base, model: "nova-3" },
    "/v1/projects",
    "authorization",
    `Token ${KEY}`,
  ],
  [
    "elevenlabs",
    { vendor: "elevenlabs", apiKey: KEY, baseUrl: base, model: "m", voice: "v/../x" },
    "/v1/voices/v%2F..%2Fx",
    "xi-api-key",
    KEY,
  ],
  [
    "azure",
    { vendor: "azure", apiKey: KEY, baseUrl: base, voice: "v" },
    "/cognitiveservices/voices/list",
    "ocp-apim-subscription-key",
    KEY,
  ],
];
const live = () => AbortSignal.timeout(5_000);

describe("asking a vendor whether its key works", () => {
  test("each is asked where its key belongs, in a header and never in the address", async () => {
    for (const [, vendor, path, header, value] of vendors()) {
      expect(await checkVendorOverHttp(vendor, live())).toBe("works");
      const request = asked.at(-1);
      expect([request?.url, request?.headers[header]]).toEqual([path, value]);
      expect(request?.url).not.toContain(KEY);
    }
  });

  test.each([
    [401, "unauthorised"],
    [403, "unauthorised"],
    [404, "invalid"],
    [429, "rate_limited"],
    [500, "unavailable"],
    [302, "invalid"],
  ] as const)("status %i is %s, and a redirect is not followed", async (given, outcome) => {
    status = given;
    for (const [, vendor] of vendors()) expect(await checkVendorOverHttp(vendor, live())).toBe(outcome);
    expect(asked.every(({ url }) => url !== "/elsewhere")).toBe(true);
  });

  test("a model that cannot hold calls does not work, though its vendor knows it; what is worse is told before", async () => {
    const ask = async (model: string, status: number) => {
      const fetched = vi.spyOn(globalThis, "fetch").mockResolvedValueOnce(new Response("{}", { status }));
      const outcome = await checkVendorOverHttp({ vendor: "openai", apiKey: KEY, model }, live());
      const [url] = fetched.mock.lastCall ?? [];
      fetched.mockRestore();
      return [url, outcome];
    };
    const at = "https://api.openai.com/v1/models";
    expect(await ask("o1-mini", 200)).toEqual([`${at}/o1-mini`, "unsuitable"]);
    expect(await ask("o1-pro", 200)).toEqual([`${at}/o1-pro`, "unsuitable"]);
    expect(await ask("gpt-4.1-mini", 200)).toEqual([`${at}/gpt-4.1-mini`, "works"]);
    expect(await ask("o1-pro", 401)).toEqual([`${at}/o1-pro`, "unauthorised"]);
    expect(await ask("o1-pro", 404)).toEqual([`${at}/o1-pro`, "invalid"]);
  });

  test("one that hangs, or is not there, is unavailable", async () => {
    hang = true;
    const [first] = vendors();
    if (!first) throw new Error("no vendor");
    const stop = new AbortController();
    const answer = checkVendorOverHttp(first[1], stop.signal);
    stop.abort();
    expect(await answer).toBe("unavailable");
    const away: AnyVendor = { vendor: "openai", apiKey: KEY, model: "m", baseUrl: "http://127.0.0.1:1" };
    expect(await checkVendorOverHttp(away, live())).toBe("unavailable");
  });

  test("a Riva server is asked for a connection only; without an address it cannot be asked", async () => {
    const at = base.slice("http://".length);
    const riva = (url?: string): AnyVendor => ({ vendor: "riva", tls: false, ...(url ? { url } : {}) });
    expect(await checkVendorOverHttp(riva(at), live())).toBe("works");
    expect(await checkVendorOverHttp(riva("127.0.0.1:1"), live())).toBe("unavailable");
    expect(await checkVendorOverHttp(riva(at), AbortSignal.abort())).toBe("unavailable");
    expect(await checkVendorOverHttp(riva(), live())).toBe("invalid");
    expect(await checkVendorOverHttp({ vendor: "azure", apiKey: KEY, voice: "v" }, live())).toBe("invalid");
  });
});
