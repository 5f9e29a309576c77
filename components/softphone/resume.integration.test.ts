import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import WebSocket, { WebSocketServer } from "ws";
import { Softphone } from "./phone-call";

const lines: WebSocketServer[] = [];
/** As in a browser: one that is left while it opens is an event that nobody has to hear. */
class BrowserSocket extends WebSocket {
  override emit(event: string | symbol, ...args: unknown[]): boolean {
    return event === "error" && this.listenerCount("error") === 0 ? false : super.emit(event, ...args);
  }
}
beforeAll(() => vi.stubGlobal("WebSocket", BrowserSocket));
afterAll(() => void vi.unstubAllGlobals());
afterEach(() => {
  for (const line of lines.splice(0)) {
    for (const socket of line.clients) socket.terminate();
    line.close();
  }
});

/** A worker that says it is ready and remembers the tokens it was shown. */
async function startLine() {
  const line = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  lines.push(line);
  const tokens: string[] = [];
  line.on("connection", (socket) =>
    socket.on("message", (data) => {
      const message = JSON.parse(String(data)) as { type: string; token?: string };
      if (message.type !== "hello") return;
      tokens.push(message.token ?? "");
      const ready = { type: "ready", callId: "c", audio: false, recording: false, demoEar: false };
      socket.send(JSON.stringify(ready));
    }),
  );
  await new Promise((resolve) => line.once("listening", resolve));
  const drop = () => {
    for (const socket of line.clients) socket.terminate();
  };
  return { mediaUrl: `ws://127.0.0.1:${(line.address() as AddressInfo).port}`, tokens, drop };
}

test("a call whose connection breaks goes on at the next worker, with a new token, and stays one call", async () => {
  const first = await startLine();
  const second = await startLine();
  const asked: { callId: string; token: string }[] = [];
  const phone = new Softphone({
    place: async () => ({ callId: "c", mediaUrl: first.mediaUrl, token: "one" }),
    resume: async (call) => {
      asked.push(call);
      return { callId: "c", mediaUrl: second.mediaUrl, token: "two" };
    },
  });
  await phone.call(false);
  await vi.waitFor(() => expect(phone.getState().phase).toBe("live"));
  const { startedAt } = phone.getState();
  first.drop();
  await vi.waitFor(() => expect(second.tokens).toEqual(["two"]));
  await vi.waitFor(() =>
    expect(phone.getState()).toMatchObject({ phase: "live", rejoining: false, startedAt }),
  );
  expect(asked).toEqual([{ callId: "c", token: "one" }]);
  second.drop();
  await vi.waitFor(() => expect(asked.at(-1)).toEqual({ callId: "c", token: "two" }), { timeout: 4_000 });
  phone.hangUp();
  expect(phone.getState().phase).toBe("ended");
});
