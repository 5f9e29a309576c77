import { expect, test, vi } from "vitest";
import type { RealtimeEvent } from "./messages";
import { Sideband } from "./sideband";
import { OpenAiRealtimeServer } from "./testing/openai-realtime-server";

// Real sockets on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 });

const KEY = "sk-of-the-hotel";

test("the deadline of the joining does not end a call that was joined", async () => {
  const server = new OpenAiRealtimeServer(KEY);
  const vendor = { vendor: "openai" as const, apiKey: KEY, baseUrl: await server.start(), model: "x" };
  try {
    const deadline = new AbortController();
    let tell: (what: string) => void = () => {};
    const told = new Promise<string>((resolve) => {
      tell = resolve;
    });
    const handlers = {
      event: (event: RealtimeEvent) => event.type === "response.created" && tell("goes on"),
      closed: () => tell("over"),
    };
    const sideband = await Sideband.connect(vendor, "rtc_1", handlers, deadline.signal);
    deadline.abort(new Error("The time to join is over."));
    sideband.send({ type: "response.create" });
    void server.sent("response.create").then(() => server.event({ type: "response.created" }));
    expect(await told).toBe("goes on");
    sideband.close();
  } finally {
    await server.close();
  }
});

test("a joining that takes too long is given up", async () => {
  const server = new OpenAiRealtimeServer(KEY);
  const vendor = { vendor: "openai" as const, apiKey: KEY, baseUrl: await server.start(), model: "x" };
  try {
    const handlers = { event: () => {}, closed: () => {} };
    await expect(Sideband.connect(vendor, "rtc_1", handlers, AbortSignal.abort())).rejects.toThrow();
    expect(server.sidebands).toBe(0);
  } finally {
    await server.close();
  }
});
