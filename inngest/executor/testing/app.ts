import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Inngest, type InngestFunction } from "inngest";
import { serve } from "inngest/node";

export const KEY = `signkey-test-${"ab".repeat(32)}`;
export const EVENT_KEY = "test-event-key";

export interface TestApp {
  client: Inngest;
  serveUrl: string;
  /** Hands `/e/:key` to an executor, as the app's route does. */
  onEvents: ((request: Request, key: string) => Promise<Response>) | undefined;
  close(): Promise<void>;
}

/** A small app with the SDK's real `serve()` behind HTTP on a free port, in signed mode. */
export async function testApp(
  define: (client: Inngest) => InngestFunction.Any[],
  signingKey: string = KEY,
  port = 0,
): Promise<TestApp> {
  let handler: ReturnType<typeof serve> | undefined;
  const app: Partial<TestApp> = {};
  const server: Server = createServer(async (req, res) => {
    const key = req.url?.match(/^\/e\/(.+)$/)?.[1];
    if (!key) return handler?.(req, res);
    let body = "";
    for await (const chunk of req) body += chunk;
    const headers = Object.entries(req.headers).flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value]] : [],
    );
    const request = new Request("http://app/e", {
      method: "POST",
      body,
      headers: headers as [string, string][],
    });
    const response = (await app.onEvents?.(request, key)) ?? new Response("{}", { status: 503 });
    res.writeHead(response.status, { "content-type": "application/json" }).end(await response.text());
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const quiet = { info() {}, warn() {}, error() {}, debug() {} };
  const client = new Inngest({
    id: "test",
    checkpointing: false,
    baseUrl: origin,
    isDev: false,
    signingKey,
    eventKey: EVENT_KEY,
    logger: quiet,
    internalLogger: quiet,
  });
  handler = serve({ client, functions: define(client) });
  return Object.assign(app, {
    client,
    serveUrl: `${origin}/api/inngest`,
    onEvents: undefined,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  }) as TestApp;
}

/** Looks every few milliseconds until a condition holds; fails after the deadline, naming what was awaited. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  deadlineMs = 20_000,
): Promise<void> {
  const end = Date.now() + deadlineMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited ${deadlineMs} ms in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
