import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import type { LineApp } from "../http";
import { lineHandler } from "../routes";

const PREFIX = "/api/line/";

/** Serves the app's side of the contract over real HTTP on a free loopback port. */
export async function serveLine(app: LineApp): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => void answer(app, request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(app: LineApp, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const gone = new AbortController();
  outgoing.once("close", () => gone.abort());
  const bodiless = incoming.method === "GET" || incoming.method === "HEAD";
  const url = new URL(incoming.url ?? "/", "http://127.0.0.1");
  const request = new Request(url, {
    method: incoming.method ?? "GET",
    headers: incoming.headers as Record<string, string>,
    signal: gone.signal,
    ...(bodiless ? {} : { body: Readable.toWeb(incoming) as ReadableStream<Uint8Array>, duplex: "half" }),
  } as RequestInit);
  const path = url.pathname.slice(PREFIX.length).split("/").filter(Boolean);
  const response = await lineHandler(app, request, path);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (!response.body) return void outgoing.end();
  try {
    for await (const chunk of response.body) outgoing.write(chunk);
  } catch {
    // The client went away.
  }
  outgoing.end();
}
