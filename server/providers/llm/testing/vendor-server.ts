import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Scenario } from "../contract";

/** What a vendor double was asked, and whether the caller hung up before the answer was whole. */
export interface SeenRequest {
  path: string | undefined;
  headers: IncomingMessage["headers"];
  body: unknown;
  /** Settles when the exchange is over: true if the client closed it first. */
  hungUp: Promise<boolean>;
}

export interface VendorServer {
  url: string;
  requests: SeenRequest[];
  play(scenario: Scenario): void;
  close(): Promise<void>;
}

export interface Wire {
  /** The JSON body of an error with this status. */
  error(status: number): unknown;
  /** The event stream of an answer, as pieces that are written one by one. */
  stream(scenario: Scenario): string[];
  /** Why a request with this body is answered 400; undefined for one that is played. */
  refuses?(body: unknown): string | undefined;
  /** A piece that no parser takes. */
  garbage: string;
}

/**
 * A vendor on a local port that plays one scenario after another. Statuses and `retry-after` are HTTP's (RFC 9110);
 * what a vendor does when it hangs or breaks off is unverified, so both a silent and a closed socket are played.
 */
export async function startVendor(wire: Wire): Promise<VendorServer> {
  const scenarios: Scenario[] = [];
  const requests: SeenRequest[] = [];
  const server: Server = createServer((req, res) => {
    void read(req).then((body) => {
      const hungUp = new Promise<boolean>((resolve) => res.on("close", () => resolve(!res.writableFinished)));
      requests.push({ path: req.url, headers: req.headers, body, hungUp });
      const refused = wire.refuses?.(body);
      if (refused !== undefined) {
        res.writeHead(400, { "content-type": "application/json" });
        return res.end(JSON.stringify({ error: { message: refused, type: "invalid_request_error" } }));
      }
      answer(res, scenarios.shift() ?? {}, wire);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    play: (scenario) => scenarios.push(scenario),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read(req: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString("utf8"));
}

function answer(res: ServerResponse, scenario: Scenario, wire: Wire): void {
  const { fault } = scenario;
  if (fault === "401" || fault === "429" || fault === "500") {
    const status = Number(fault);
    res.writeHead(status, {
      "content-type": "application/json",
      ...(status === 429 ? { "retry-after": "7" } : {}),
    });
    res.end(JSON.stringify(wire.error(status)));
    return;
  }
  if (fault === "silent") return;
  res.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" });
  if (fault === "garbage") {
    res.end(wire.garbage);
    return;
  }
  const pieces = wire.stream(scenario);
  if (fault === "breaks" || fault === "stalls") {
    for (const piece of pieces.slice(0, Math.ceil(pieces.length / 2))) res.write(piece);
    if (fault === "breaks") setImmediate(() => res.destroy());
    return;
  }
  for (const piece of pieces) res.write(piece);
  res.end();
}
