import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Llm, LlmError, type LlmEvent, type LlmRequest } from "./port";

/** One answer of a vendor. `args` as a string is sent as it is, whether it is JSON or not. */
export interface Scenario {
  text?: string;
  calls?: readonly { name: string; args: Record<string, unknown> | string }[];
  end?: "length" | "refused";
  /** `silent` never answers, `stalls` stops half way and keeps the socket, `breaks` closes it there. */
  fault?: "401" | "429" | "500" | "silent" | "garbage" | "breaks" | "stalls";
}

export interface Subject {
  llm: Llm;
  play(scenario: Scenario): void;
  /** Of the last request: true once the vendor saw it closed before its answer was whole. */
  hungUp(): Promise<boolean>;
  /** Requests the vendor has seen. */
  count(): number;
  close(): Promise<void>;
}

export const aRequest: LlmRequest = {
  system: "You answer the phone.",
  state: "Today is Wednesday.",
  messages: [{ role: "guest", text: "Hello" }],
  tools: [
    { name: "search_rooms", description: "Search", parameters: { type: "object", properties: {} } },
    { name: "get_policy", description: "Policy", parameters: { type: "object", properties: {} } },
  ],
  toolChoice: "auto",
  maxTokens: 300,
  temperature: 0,
};

const never = new AbortController().signal;

async function collect(llm: Llm, signal: AbortSignal = never): Promise<LlmEvent[]> {
  const events: LlmEvent[] = [];
  for await (const event of llm.stream(aRequest, signal)) events.push(event);
  return events;
}
const textOf = (events: readonly LlmEvent[]): string =>
  events.map((e) => (e.type === "text" ? e.delta : "")).join("");

async function failure(llm: Llm): Promise<LlmError> {
  const error = await collect(llm).then(
    () => undefined,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(LlmError);
  return error as LlmError;
}

/** What every language model of ours must do; `silentMs` is its deadline for a vendor that says nothing. */
export function llmContract(name: string, open: () => Promise<Subject>): void {
  describe(`language model: ${name}`, () => {
    let subject: Subject;
    beforeEach(async () => {
      subject = await open();
    });
    afterEach(() => subject.close());

    test("streams text in pieces, then usage, then one done", async () => {
      subject.play({ text: "Good morning, how may I help you?" });
      const events = await collect(subject.llm);
      expect(textOf(events)).toBe("Good morning, how may I help you?");
      expect(events.filter((e) => e.type === "text").length).toBeGreaterThan(1);
      expect(events.slice(-2).map((e) => e.type)).toEqual(["usage", "done"]);
      expect(events.at(-1)).toEqual({ type: "done", reason: "stop" });
      const usage = events.find((e) => e.type === "usage")?.usage;
      expect(usage?.tokensIn).toBeGreaterThan(0);
      expect(usage?.tokensOut).toBeGreaterThan(0);
    });

    test("gives parallel tool calls whole, with parsed arguments and ids of their own", async () => {
      const args = { checkIn: "2026-12-04", must: { view: 'the "sea"' }, adults: 2 };
      subject.play({
        text: "One moment.",
        calls: [
          { name: "search_rooms", args },
          { name: "get_policy", args: {} },
        ],
      });
      const events = await collect(subject.llm);
      const calls = events.flatMap((e) => (e.type === "tool_call" ? [e.call] : []));
      expect(calls.map((c) => [c.name, c.args])).toEqual([
        ["search_rooms", args],
        ["get_policy", {}],
      ]);
      expect(new Set(calls.map((c) => c.id)).size).toBe(2);
      expect(events.at(-1)).toEqual({ type: "done", reason: "tools" });
    });

    test("a tool call is told of while it is written, and made only when it is whole", async () => {
      const calls = [{ name: "search_rooms", args: { wish: "a quiet room above the garden ".repeat(4) } }];
      subject.play({ calls, fault: "stalls" });
      const events: LlmEvent[] = [];
      const run = async () => {
        for await (const event of subject.llm.stream(aRequest, never)) events.push(event);
      };
      await expect(run()).rejects.toBeInstanceOf(LlmError);
      expect([...new Set(events.map(({ type }) => type))]).toEqual(["writing"]);
      subject.play({ calls });
      const whole = await collect(subject.llm);
      expect(whole[0]).toEqual({ type: "writing" });
      const rest = whole.map(({ type }) => type).filter((type) => type !== "writing");
      expect(rest.sort()).toEqual(["done", "tool_call", "usage"]);
    });

    test("an answer cut by its length asks for no tools", async () => {
      subject.play({ text: "And so", calls: [{ name: "get_policy", args: '{"topic": "pl' }], end: "length" });
      const events = await collect(subject.llm);
      expect(events.some((e) => e.type === "tool_call")).toBe(false);
      expect(events.at(-1)).toEqual({ type: "done", reason: "length" });
    });

    test("a refusal is one", async () => {
      subject.play({ end: "refused" });
      expect((await collect(subject.llm)).at(-1)).toEqual({ type: "done", reason: "refused" });
    });

    test.each([
      ["401", "unauthorised"],
      ["429", "rate_limited"],
      ["500", "unavailable"],
      ["silent", "unavailable"],
      ["stalls", "unavailable"],
      ["breaks", "unavailable"],
      ["garbage", "garbage"],
    ] as const)("%s is %s, asked once and never repeated", async (fault, kind) => {
      subject.play({ text: "One two three four five six seven eight", fault });
      const error = await failure(subject.llm);
      expect(error.failure).toBe(kind);
      expect(error.message).not.toMatch(/sk-|Hello|secret/);
      if (fault === "429") expect(error.retryAfterMs).toBe(7_000);
      expect(subject.count()).toBe(1);
    });

    test.each(['{"topic": ', "[]", '"text"', "nonsense"])("arguments %j are garbage", async (args) => {
      subject.play({ calls: [{ name: "get_policy", args }] });
      expect((await failure(subject.llm)).failure).toBe("garbage");
    });

    test("works again after a failure", async () => {
      subject.play({ fault: "500" });
      subject.play({ text: "Here again." });
      await failure(subject.llm);
      expect(textOf(await collect(subject.llm))).toBe("Here again.");
    });

    test("aborting in the middle closes the request and throws the signal's reason", async () => {
      subject.play({ text: "One two three four five six seven eight", fault: "stalls" });
      const controller = new AbortController();
      const reason = new Error("barge-in");
      const run = async () => {
        for await (const event of subject.llm.stream(aRequest, controller.signal))
          if (event.type === "text") controller.abort(reason);
      };
      await expect(run()).rejects.toBe(reason);
      expect(await subject.hungUp()).toBe(true);
    });

    test("aborting before the first token closes the request", async () => {
      subject.play({ fault: "silent" });
      const controller = new AbortController();
      const reason = new Error("other words");
      const run = collect(subject.llm, controller.signal);
      const settled = expect(run).rejects.toBe(reason);
      while (subject.count() === 0) await new Promise((resolve) => setImmediate(resolve));
      controller.abort(reason);
      await settled;
      expect(await subject.hungUp()).toBe(true);
    });

    test("leaving the loop closes the request", async () => {
      subject.play({ text: "One two three four five six seven eight", fault: "stalls" });
      for await (const event of subject.llm.stream(aRequest, never)) if (event.type === "text") break;
      expect(await subject.hungUp()).toBe(true);
    });

    test("an aborted signal asks nobody", async () => {
      await expect(collect(subject.llm, AbortSignal.abort(new Error("late")))).rejects.toThrow("late");
      expect(subject.count()).toBe(0);
    });
  });
}
