import { afterEach, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import type { ToolResult } from "@/server/tools";
import { type Reply, ScriptedBrain, say } from "../testing/fake-brain";
import { LineDouble, type LineDoubleOptions } from "../testing/line-double";
import { TestPage } from "../testing/page";
import { startTestWorker } from "../testing/worker-harness";
import type { Worker } from "../worker";

const checkIn: ToolResult = {
  ok: true,
  data: { topic: "arrival_departure", fields: { checkInFrom: "15:00" } },
  facts: [
    { id: "c1.1", kind: "time", name: "checkInFrom", value: "15:00", spoken: "three in the afternoon" },
  ],
  say: "Check-in is from three in the afternoon.",
  next: [],
};

const answers: Reply = async function* (turn, io) {
  if (/bye/.test(turn.text)) {
    yield say("Goodbye.");
    yield { type: "end", reason: "done" };
    return;
  }
  if (/check in/.test(turn.text)) {
    const result = await io.callTool("get_policy", { topic: "arrival_departure" });
    yield say(result.ok ? result.say : result.ask);
    return;
  }
  yield say(`You said: ${turn.text}.`, "question");
};

const open: { worker: Worker; pages: TestPage[] }[] = [];
afterEach(async () => {
  for (const { worker, pages } of open.splice(0)) {
    for (const page of pages) page.socket.terminate();
    await worker.close();
  }
});

async function world(reply: Reply = answers, options: LineDoubleOptions = {}) {
  const double = new LineDouble({ tools: () => checkIn, ...options });
  const brain = new ScriptedBrain(reply);
  const worker = await startTestWorker({ brain, double });
  const pages: TestPage[] = [];
  open.push({ worker, pages });
  const url = `ws://127.0.0.1:${worker.port}/media/browser`;
  const call = async (token: string, audio = false) => {
    const page = await TestPage.call(url, token, { audio });
    pages.push(page);
    return page;
  };
  return { double, brain, worker, call };
}

describe("a typed call over the browser socket", () => {
  test("is greeted, answered from a tool, ended politely, and told to the line without gaps", async () => {
    const { double, brain, call } = await world();
    const callId = newId();
    const page = await call(await double.token({ callId }));
    await page.until("state", (message) => message.listening);
    expect(await page.ask("when can I check in?")).toBe("Check-in is from three in the afternoon.");
    expect(await page.ask("and my dog?")).toBe("You said: and my dog?.");
    page.type("bye");
    await page.until("ended");
    await page.wait(() => page.closed !== undefined, "the close");
    const { events, closed, tools, snapshot } = double.call(callId);
    await page.wait(() => double.call(callId).closed !== undefined, "the line to be told").catch(() => {});
    expect(double.call(callId).closed ?? closed).toMatchObject({ reason: "done", recording: false });
    expect(events.map((event) => event.sequence)).toEqual(events.map((_, i) => i + 1));
    const texts = events.flatMap(({ body }) =>
      body.type === "guest_turn"
        ? [`guest: ${body.text}`]
        : body.type === "line_heard"
          ? [`heard: ${body.heard}`]
          : [],
    );
    expect(texts).toEqual([
      "heard: Hotel Miradouro, this is the hotel's assistant. The call is recorded. How can I help?",
      "guest: when can I check in?",
      "heard: Check-in is from three in the afternoon.",
      "guest: and my dog?",
      "heard: You said: and my dog?.",
      "guest: bye",
      "heard: Goodbye.",
    ]);
    expect(tools.map(({ request }) => [request.name, request.toolSequence, request.turnId])).toEqual([
      ["get_policy", 1, "t1"],
    ]);
    // The last turn ended the call: nobody needs what came of it.
    expect(snapshot?.value).toMatchObject({ brain: { turns: expect.any(Number) }, tools: 1 });
    expect(brain.last.overlaps).toBe(0);
    expect(events.at(-1)?.body).toMatchObject({ type: "ended", reason: "done" });
  });

  test("a token serves once, and only while it is fresh and ours", async () => {
    const { double, call } = await world();
    const token = await double.token();
    const first = await call(token);
    await first.until("ready");
    for (const bad of [token, await double.token({ seconds: -60 }), "x".repeat(40)]) {
      const page = await call(bad);
      await page.wait(() => page.closed !== undefined, "the refusal");
      expect(page.messages.some((message) => message.type === "line")).toBe(false);
      expect(page.messages.some((message) => message.type === "error")).toBe(true);
    }
  });

  test("a turn typed while a tool runs is answered after it, and no method overlaps", async () => {
    let release: (result: ToolResult) => void = () => {};
    const slow = new Promise<ToolResult>((resolve) => {
      release = resolve;
    });
    const { double, brain, call } = await world(answers, { tools: () => slow });
    const page = await call(await double.token());
    await page.until("state", (message) => message.listening);
    page.type("when can I check in?");
    await page.until("state", (message) => message.state === "tool");
    page.type("hello?");
    await page.until("guest", (message) => message.text === "hello?");
    release(checkIn);
    await page.until("line", (message) => message.text === "You said: hello?.");
    expect(page.messages.some((message) => message.type === "line" && message.text === checkIn.say)).toBe(
      true,
    );
    expect(brain.last.overlaps).toBe(0);
  });

  test("a brain that throws apologises once and the call goes on; twice in a row ends it", async () => {
    const { double, call } = await world(async function* (turn) {
      if (turn.text === "boom") throw new Error("out of words");
      yield say("Fine.");
    });
    const callId = newId();
    const page = await call(await double.token({ callId }));
    await page.until("state", (message) => message.listening);
    expect(await page.ask("boom")).toMatch(/Could you say it again/);
    expect(await page.ask("well")).toBe("Fine.");
    await page.ask("boom");
    expect(await page.ask("boom")).toMatch(/front desk/);
    expect((await page.until("ended")).reason).toBe("failed");
  });
});
