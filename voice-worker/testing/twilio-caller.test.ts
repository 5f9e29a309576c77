import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { WebSocketServer } from "ws";
import { TwilioCaller } from "./twilio-caller";

interface Start {
  event: string;
  chunk?: string;
  media?: { chunk: string };
  start?: { streamSid: string; customParameters: Record<string, string> };
}

const servers: WebSocketServer[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A line that lets go of the first streams, as a worker without a voice does, and keeps the next one. */
async function line(lettingGo: number) {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  servers.push(server);
  await new Promise((resolve) => server.once("listening", resolve));
  const streams: Start[][] = [];
  server.on("connection", (socket) => {
    const messages: Start[] = [];
    const isLast = streams.push(messages) > lettingGo;
    socket.on("message", (data: Buffer) => {
      const message = JSON.parse(data.toString("utf8")) as Start;
      messages.push(message);
      if (message.event === "media" && !isLast) socket.close(1012);
    });
  });
  return { streams, streamUrl: `ws://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function call(lettingGo: number, mostAfter: number) {
  const { streams, streamUrl } = await line(lettingGo);
  let asked = 0;
  const caller = await TwilioCaller.connect({
    ...{ streamUrl, parameters: { token: "t0" }, callSid: "CA1" },
    voice: async () => new Int16Array(4_000),
    after: async () => (++asked > mostAfter ? undefined : { streamUrl, parameters: { token: `t${asked}` } }),
  });
  return { streams, caller, asked: () => asked };
}

test("a call whose stream was let go of goes on where the app says, as a stream of its own", async () => {
  const { streams, caller, asked } = await call(2, 9);
  await caller.say("A double room, please.");
  await expect.poll(() => streams.length).toBe(3);
  await expect.poll(() => streams[2]?.some((message) => message.event === "media")).toBe(true);
  caller.hangUp();
  await caller.ended;
  const starts = streams.map((messages) => messages.find((message) => message.event === "start")?.start);
  expect(starts.map((start) => start?.customParameters.token)).toEqual(["t0", "t1", "t2"]);
  expect(new Set(starts.map((start) => start?.streamSid)).size).toBe(3);
  for (const messages of streams)
    expect(messages.find((message) => message.event === "media")?.media?.chunk).toBe("1");
  // A guest who hangs up is asked nothing more.
  expect(asked()).toBe(2);
});

test("it is over when the app has no other stream, and nobody is left speaking", async () => {
  const { streams, caller, asked } = await call(9, 1);
  const said = caller.say("Hello?");
  await caller.ended;
  await said;
  expect([streams.length, asked()]).toEqual([2, 2]);
});
