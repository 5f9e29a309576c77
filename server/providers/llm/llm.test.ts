import { beforeAll, describe, expect, test } from "vitest";
import { createAnthropic } from "./anthropic";
import { aRequest, llmContract, type Scenario, type Subject } from "./contract";
import { createFakeLlm, type FakeAnswer } from "./fake";
import { createOpenAi } from "./openai";
import { type Llm, LlmError, type LlmEvent, type LlmMessage, type LlmRequest } from "./port";
import { retryAfterMs } from "./request";
import { startAnthropicServer } from "./testing/anthropic-server";
import { startOpenAiServer } from "./testing/openai-server";
import type { VendorServer } from "./testing/vendor-server";

const deadlines = { firstMs: 400, idleMs: 400 };
const key = { apiKey: "sk-secret", model: "m" };

async function overWire(
  start: () => Promise<VendorServer>,
  make: (baseUrl: string) => Llm,
): Promise<Subject> {
  const server = await start();
  return {
    llm: make(server.url),
    play: server.play,
    hungUp: async () => (await server.requests.at(-1)?.hungUp) ?? false,
    count: () => server.requests.length,
    close: server.close,
  };
}
const openai = () =>
  overWire(startOpenAiServer, (url) => createOpenAi({ ...key, baseUrl: `${url}/v1`, deadlines }));
const anthropic = () =>
  overWire(startAnthropicServer, (baseUrl) => createAnthropic({ ...key, baseUrl, deadlines }));

// The SDK's first request takes longer than these deadlines on a busy machine.
beforeAll(async () => {
  await sent(startAnthropicServer, (baseUrl) => createAnthropic({ ...key, baseUrl }));
});

llmContract("OpenAI", openai);
llmContract("Anthropic", anthropic);
llmContract("fake", async () => {
  const scenarios: Scenario[] = [];
  const fake = createFakeLlm(() => played(scenarios.shift() ?? {}));
  return {
    llm: fake,
    play: (scenario) => scenarios.push(scenario),
    hungUp: async () => fake.requests.at(-1)?.ended === "aborted",
    count: () => fake.requests.length,
    close: async () => {},
  };
});

/** A scenario of the wire as the fake is told it. */
function played({ text, calls = [], end, fault }: Scenario): FakeAnswer {
  const readable = calls.filter((c) => typeof c.args !== "string") as {
    name: string;
    args: Record<string, unknown>;
  }[];
  const failures = {
    "401": "unauthorised",
    "429": "rate_limited",
    "500": "unavailable",
    breaks: "unavailable",
  } as const;
  if (readable.length < calls.length && !end) return { fails: "garbage" };
  if (fault === "garbage") return { fails: "garbage" };
  if (fault === "silent" || fault === "stalls")
    return {
      ...(fault === "stalls" ? { ...(text ? { text } : {}), calls: readable } : {}),
      fails: "silent",
      silentMs: deadlines.firstMs,
    };
  return {
    ...(text && fault !== "500" ? { text } : {}),
    calls: readable,
    ...(end ? { reason: end } : {}),
    ...(fault ? { fails: failures[fault], ...(fault === "429" ? { retryAfterMs: 7_000 } : {}) } : {}),
  };
}

const history: LlmMessage[] = [
  { role: "line", text: "Hotel Aurora, how may I help you?" },
  { role: "guest", text: "A room, please" },
  {
    role: "line",
    text: "",
    calls: [
      { id: "a", name: "search_rooms", args: { adults: 2 } },
      { id: "b", name: "get_policy", args: {} },
    ],
  },
  { role: "tool", callId: "a", name: "search_rooms", content: "{}" },
  { role: "tool", callId: "b", name: "get_policy", content: "{}" },
  { role: "guest", text: "And?" },
];

async function sent(start: () => Promise<VendorServer>, make: (url: string) => Llm) {
  const server = await start();
  server.play({ text: "Yes." });
  const request = { ...aRequest, messages: history, toolChoice: "none" as const };
  for await (const _ of make(server.url).stream(request, new AbortController().signal));
  await server.close();
  return server.requests[0] as VendorServer["requests"][number];
}

describe("what goes over the wire", () => {
  test("OpenAI: key, system before state, tool calls answered by id, usage asked for", async () => {
    const { headers, path, body } = await sent(startOpenAiServer, (url) =>
      createOpenAi({ ...key, baseUrl: `${url}/v1` }),
    );
    expect(headers.authorization).toBe("Bearer sk-secret");
    expect(path).toBe("/v1/chat/completions");
    expect(body).toMatchObject({
      model: "m",
      stream: true,
      stream_options: { include_usage: true },
      tool_choice: "none",
      max_completion_tokens: 300,
      messages: [
        { role: "system", content: "You answer the phone." },
        { role: "system", content: "Today is Wednesday." },
        { role: "assistant", content: "Hotel Aurora, how may I help you?" },
        { role: "user", content: "A room, please" },
        {
          role: "assistant",
          content: null,
          tool_calls: [{ id: "a", function: { arguments: '{"adults":2}' } }, { id: "b" }],
        },
        { role: "tool", tool_call_id: "a" },
        { role: "tool", tool_call_id: "b" },
        { role: "user", content: "And?" },
      ],
    });
  });

  test.each([
    ["gpt-4.1-mini", { temperature: 0, max_completion_tokens: 300 }],
    ["gpt-5-mini", { max_completion_tokens: 2_300, reasoning_effort: "minimal" }],
    ["gpt-5-2025-08-07", { max_completion_tokens: 2_300, reasoning_effort: "minimal" }],
    ["openai/gpt-5-nano", { max_completion_tokens: 2_300, reasoning_effort: "minimal" }],
    ["gpt-5.1", { max_completion_tokens: 2_300, reasoning_effort: "none" }],
    ["gpt-5.4-mini", { max_completion_tokens: 2_300, reasoning_effort: "none" }],
    ["gpt-5.1-codex", { max_completion_tokens: 2_300, reasoning_effort: "low" }],
    ["gpt-5-chat-latest", { max_completion_tokens: 2_300 }],
    ["o4-mini", { max_completion_tokens: 2_300, reasoning_effort: "low" }],
  ])("OpenAI: %s is asked for no more than it takes, and answers", async (model, expected) => {
    const server = await startOpenAiServer();
    server.play({ text: "Yes." });
    const events: LlmEvent[] = [];
    const llm = createOpenAi({ ...key, model, baseUrl: `${server.url}/v1` });
    for await (const event of llm.stream(aRequest, new AbortController().signal)) events.push(event);
    await server.close();
    expect(events.at(-1)).toEqual({ type: "done", reason: "stop" });
    const body = server.requests[0]?.body as Record<string, unknown>;
    const { temperature, max_completion_tokens, reasoning_effort } = body;
    expect({ temperature, max_completion_tokens, reasoning_effort }).toEqual(expected);
  });

  test("OpenAI: what was written once is sent again, and what has changed is not", async () => {
    const server = await startOpenAiServer();
    const llm = createOpenAi({ ...key, baseUrl: server.url });
    const more: LlmMessage = { role: "guest", text: 'And "\u00e9\u{1F6CF}\n"?' };
    const requests: LlmRequest[] = [
      { ...aRequest, messages: history },
      { ...aRequest, messages: [...history, more], state: "", toolChoice: "none" },
      { ...aRequest, messages: [more], tools: [] },
    ];
    for (const request of requests) {
      server.play({ text: "Yes." });
      for await (const _ of llm.stream(request, new AbortController().signal));
    }
    await server.close();
    const bodies = server.requests.map(({ body }) => body as Record<string, unknown[]>);
    expect(bodies[1]?.messages).toEqual([
      { role: "system", content: aRequest.system },
      ...(bodies[0]?.messages?.slice(2) ?? []),
      { role: "user", content: 'And "é🛏\n"?' },
    ]);
    expect(bodies[1]?.tools).toEqual(bodies[0]?.tools);
    expect(bodies[0]?.tools).toEqual(
      aRequest.tools.map((tool) => ({ type: "function", function: { ...tool } })),
    );
    expect([bodies[0]?.tool_choice, bodies[1]?.tool_choice]).toEqual(["auto", "none"]);
    expect(Object.keys(bodies[2] ?? {})).not.toContain("tools");
    expect(Object.keys(bodies[2] ?? {})).not.toContain("tool_choice");
  });

  test("Anthropic: key, a cached prefix, roles in turn with the user first", async () => {
    const { headers, path, body } = await sent(startAnthropicServer, (baseUrl) =>
      createAnthropic({ ...key, baseUrl }),
    );
    expect(headers.authorization).toBe("Bearer sk-secret");
    expect(path).toBe("/v1/messages");
    expect(body).toMatchObject({
      max_tokens: 300,
      tool_choice: { type: "none" },
      system: [
        { text: "You answer the phone.", cache_control: { type: "ephemeral" } },
        { text: "Today is Wednesday." },
      ],
      messages: [
        { role: "user" },
        { role: "assistant", content: [{ text: "Hotel Aurora, how may I help you?" }] },
        { role: "user", content: [{ text: "A room, please" }] },
        {
          role: "assistant",
          content: [
            { type: "tool_use", id: "a", input: { adults: 2 } },
            { type: "tool_use", id: "b" },
          ],
        },
        {
          role: "user",
          content: [{ type: "tool_result", tool_use_id: "a" }, { tool_use_id: "b" }, { text: "And?" }],
        },
      ],
    });
  });

  test("nobody at the address is an LlmError, not a crash", async () => {
    const llm = createOpenAi({ ...key, baseUrl: "http://127.0.0.1:9/v1", deadlines });
    const run = async () => {
      for await (const _ of llm.stream(aRequest, new AbortController().signal));
    };
    await expect(run()).rejects.toBeInstanceOf(LlmError);
  });
});

test.each([
  [{ "retry-after": "7" }, 7_000],
  [{ "retry-after-ms": "250" }, 250],
  [{ "retry-after": "Wed, 18 Nov 2026 10:00:05 GMT" }, 5_000],
  [{ "retry-after": "soon" }, undefined],
  [{}, undefined],
])("retry-after %j is %s ms", (headers, ms) => {
  expect(
    retryAfterMs(new Headers(headers as Record<string, string>), Date.parse("2026-11-18T10:00:00Z")),
  ).toBe(ms);
});
