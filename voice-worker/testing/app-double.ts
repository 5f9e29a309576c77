import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createTestHotel, type TestHotel } from "@/server/brain/testing/hotel";
import { testOpening } from "@/server/brain/testing/opening";
import { newId } from "@/server/kernel/ids";
import { isToolName } from "@/server/tools";
import { LineDouble } from "./line-double";
import { LineDoubleServer } from "./line-double-http";
import { twilioSignature } from "./webhook";

/** An app with no database: the line contract over the brain's test hotel, and the signed voice webhook. */
export interface AppDouble {
  /** What the simulator calls. */
  url: string;
  authToken: string;
  line: LineDouble;
  server: LineDoubleServer;
  /** What each call did to its hotel. */
  hotels: Map<string, TestHotel>;
  stop(): Promise<void>;
}

export interface AppDoubleOptions {
  /** Where a worker takes media; asked at each call, as the worker's port may not be known yet. */
  mediaUrl?: () => string;
  arrange?: Parameters<typeof createTestHotel>[0] extends infer O | undefined
    ? O extends { arrange?: infer A }
      ? A
      : never
    : never;
}

export async function startAppDouble(options: AppDoubleOptions = {}): Promise<AppDouble> {
  const hotels = new Map<string, TestHotel>();
  const now = new Date().toISOString();
  const {
    callId: _callId,
    epoch: _epoch,
    now: _now,
    startedAt: _startedAt,
    ...opening
  } = testOpening({ now });
  const hotelOf = (callId: string): TestHotel => {
    const found = hotels.get(callId);
    if (found) return found;
    const hotel = createTestHotel({
      opening: testOpening({ now }),
      ...(options.arrange ? { arrange: options.arrange } : {}),
    });
    hotels.set(callId, hotel);
    return hotel;
  };
  const line = new LineDouble({
    opening,
    tools: ({ callId }, { name, args }) => {
      if (!isToolName(name)) throw new Error(`There is no tool ${name}.`);
      return hotelOf(callId).callTool(name, args);
    },
  });
  const server = await new LineDoubleServer(line).start();
  const authToken = "0123456789abcdef0123456789abcdef";
  const mediaUrl = options.mediaUrl ?? (() => server.registrations.at(-1)?.mediaUrl ?? "ws://127.0.0.1:9");
  const web = createServer((request, response) => {
    answer(request, response, { authToken, line, mediaUrl }).catch(() => response.writeHead(500).end());
  });
  await listen(web);
  return {
    url: originOf(web),
    authToken,
    line,
    server,
    hotels,
    async stop() {
      await server.stop();
      await new Promise<void>((resolve) => {
        web.close(() => resolve());
        web.closeAllConnections();
      });
    },
  };
}

const originOf = (web: Server): string => `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
const listen = (web: Server) => new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));

interface Desk {
  authToken: string;
  line: LineDouble;
  mediaUrl(): string;
}

async function answer(request: IncomingMessage, response: ServerResponse, desk: Desk): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString("utf8")));
  const url = `http://${request.headers.host}${request.url}`;
  const expected = Buffer.from(twilioSignature(desk.authToken, url, form));
  const given = Buffer.from(String(request.headers["x-twilio-signature"] ?? ""));
  if (request.url !== "/api/webhooks/twilio/voice") return void response.writeHead(404).end();
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return void response.writeHead(403).end("The signature does not fit.");
  }
  const token = await desk.line.token({ callId: newId(), channel: "simulator" });
  const stream = `<Stream url="${desk.mediaUrl()}/media/twilio"><Parameter name="token" value="${token}"/></Stream>`;
  response.writeHead(200, { "content-type": "text/xml" });
  response.end(`<?xml version="1.0"?><Response><Connect action="/after">${stream}</Connect></Response>`);
}
