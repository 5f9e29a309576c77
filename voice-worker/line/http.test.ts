import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { LineAway } from "./errors";
import { type LineCall, LineHttp } from "./http";

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const task of cleanUp.splice(0)) await task();
});

const never = new AbortController().signal;
const Answer = z.object({ ok: z.boolean() });

async function app(serve: RequestListener) {
  const server = createServer(serve);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanUp.push(async () => {
    const gone = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await gone;
  });
  const http = new LineHttp(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hotel/`);
  const ask = (over: Partial<LineCall> = {}) =>
    http.call(
      {
        method: "POST",
        path: "/x",
        bearer: "b",
        json: { a: "ä" },
        signal: never,
        deadlineMs: 5_000,
        ...over,
      },
      Answer,
    );
  return { server, ask };
}

test("asks below the app's path, over a kept connection, with the length of the body in bytes", async () => {
  let connections = 0;
  const seen: (string | undefined)[] = [];
  const { server, ask } = await app((request, response) => {
    seen.push(request.url, request.headers["content-length"], request.headers.authorization);
    request.resume().on("end", () => response.end('{"ok":true}'));
  });
  server.on("connection", () => connections++);
  expect(await ask()).toEqual({ ok: true });
  expect(await ask()).toEqual({ ok: true });
  expect(seen.slice(0, 3)).toEqual(["/hotel/x", "10", "Bearer b"]);
  expect(connections).toBe(1);
});

test("a kept connection that the app closes under a request is replaced, once; a new one that breaks is the app away", async () => {
  let requests = 0;
  const { ask } = await app((request, response) => {
    requests += 1;
    if (requests === 2 || requests > 3) return void request.socket.resetAndDestroy();
    request.resume().on("end", () => response.end('{"ok":true}'));
  });
  await ask();
  expect(await ask()).toEqual({ ok: true });
  expect(requests).toBe(3);
  await expect(ask()).rejects.toBeInstanceOf(LineAway);
  expect(requests).toBeLessThanOrEqual(5);
});

test.each<[string, RequestListener]>([
  ["longer than 4 MB", (_request, response) => void response.end(Buffer.alloc(5 << 20, "x"))],
  [
    "that breaks off",
    (_request, response) => {
      response.writeHead(200, { "content-length": 100 });
      response.write('{"ok":', () => response.destroy());
    },
  ],
  ["that is a redirect", (_request, response) => void response.writeHead(302, { location: "/y" }).end()],
])("an answer %s is the app away", async (_name, serve) => {
  const { ask } = await app(serve);
  await expect(ask()).rejects.toBeInstanceOf(LineAway);
});

test("silence ends at the deadline as the app away, an abort at once with its reason; neither leaves a request open", async () => {
  let open = 0;
  const { ask } = await app((request) => {
    open += 1;
    request.socket.on("close", () => open--);
  });
  await expect(ask({ deadlineMs: 20 })).rejects.toThrow("did not answer in time");
  const controller = new AbortController();
  const asked = ask({ signal: controller.signal });
  controller.abort(new Error("the call is over"));
  await expect(asked).rejects.toThrow("the call is over");
  await expect(ask({ signal: controller.signal })).rejects.toThrow("the call is over");
  await expect.poll(() => open).toBe(0);
});
