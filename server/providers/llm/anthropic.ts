import Anthropic from "@anthropic-ai/sdk";
import type {
  ContentBlockParam,
  MessageCreateParamsStreaming,
  MessageParam,
  Tool,
} from "@anthropic-ai/sdk/resources/messages";
import { z } from "zod";
import { type Llm, LlmError, type LlmEvent, type LlmMessage, type LlmRequest } from "./port";
import { type LlmDeadlines, llmDeadlines, readArguments, readEvent, underDeadlines } from "./request";

export interface AnthropicOptions {
  apiKey: string;
  model: string;
  baseUrl?: string | undefined;
  deadlines?: LlmDeadlines;
}

const Usage = z.object({
  input_tokens: z.int().nullish(),
  cache_creation_input_tokens: z.int().nullish(),
  cache_read_input_tokens: z.int().nullish(),
  output_tokens: z.int().nullish(),
});
/** Unknown events and deltas are passed over: the documentation says that new ones may come. */
const Event = z.discriminatedUnion("type", [
  z.object({ type: z.literal("message_start"), message: z.object({ usage: Usage }) }),
  z.object({
    type: z.literal("content_block_start"),
    index: z.int().nonnegative(),
    content_block: z.object({ type: z.string(), id: z.string().optional(), name: z.string().optional() }),
  }),
  z.object({
    type: z.literal("content_block_delta"),
    index: z.int().nonnegative(),
    delta: z.object({ type: z.string(), text: z.string().optional(), partial_json: z.string().optional() }),
  }),
  z.object({
    type: z.literal("message_delta"),
    delta: z.object({ stop_reason: z.string().nullish() }),
    usage: Usage.nullish(),
  }),
  z.object({ type: z.literal("message_stop") }),
]);
const Known = new Set<string>(Event.options.map((option) => option.shape.type.value));
const Any = z.object({ type: z.string() });

/**
 * Anthropic's messages stream. One request, never repeated here; aborting closes it. Its current models choose their
 * own temperature, so the request's is not sent.
 * https://platform.claude.com/docs/en/build-with-claude/streaming
 */
export function createAnthropic(options: AnthropicOptions): Llm {
  const client = new Anthropic({
    apiKey: options.apiKey,
    // Without these the SDK looks into the environment, which is not this tenant's.
    authToken: null,
    baseURL: options.baseUrl ?? "https://api.anthropic.com",
    maxRetries: 0,
    logLevel: "off",
  });
  const deadlines = options.deadlines ?? llmDeadlines;
  return {
    vendor: "anthropic",
    model: options.model,
    async *stream(request, signal) {
      const events = underDeadlines(
        async (own): Promise<AsyncIterable<unknown>> =>
          client.messages.create(bodyOf(options.model, request), { signal: own }),
        signal,
        deadlines,
      );
      yield* read(events);
    },
  };
}

function bodyOf(model: string, request: LlmRequest): MessageCreateParamsStreaming {
  const { tools } = request;
  return {
    model,
    stream: true,
    max_tokens: request.maxTokens,
    system: [
      // Tools come before the system prompt in the vendor's prefix, so this one mark caches both.
      { type: "text", text: request.system, cache_control: { type: "ephemeral" } },
      ...(request.state ? [{ type: "text" as const, text: request.state }] : []),
    ],
    messages: turnsOf(request.messages),
    ...(tools.length > 0
      ? {
          tools: tools.map((tool) => ({
            name: tool.name,
            description: tool.description,
            input_schema: tool.parameters as Tool.InputSchema,
          })),
          tool_choice: { type: request.toolChoice },
        }
      : {}),
  };
}

/** Roles take turns and the user begins: tool results belong to the user, neighbours of one role are joined. */
function turnsOf(messages: readonly LlmMessage[]): MessageParam[] {
  const turns: { role: "user" | "assistant"; content: ContentBlockParam[] }[] = [];
  for (const message of messages) {
    const role = message.role === "line" ? "assistant" : "user";
    const blocks = blocksOf(message);
    const last = turns.at(-1);
    if (last?.role === role) last.content.push(...blocks);
    else if (blocks.length > 0) turns.push({ role, content: blocks });
  }
  if (turns[0]?.role !== "user")
    turns.unshift({ role: "user", content: [{ type: "text", text: "(The call begins.)" }] });
  return turns;
}

function blocksOf(message: LlmMessage): ContentBlockParam[] {
  if (message.role === "tool")
    return [{ type: "tool_result", tool_use_id: message.callId, content: message.content }];
  const text: ContentBlockParam[] = message.text.trim() ? [{ type: "text", text: message.text }] : [];
  if (message.role === "guest") return text;
  const calls = message.calls ?? [];
  return [
    ...text,
    ...calls.map(({ id, name, args }) => ({ type: "tool_use" as const, id, name, input: args })),
  ];
}

interface Spent {
  input: number;
  cached: number;
  output: number;
}
function spend(spent: Spent, usage: z.infer<typeof Usage>): void {
  const cached = usage.cache_read_input_tokens ?? 0;
  const input = (usage.input_tokens ?? 0) + (usage.cache_creation_input_tokens ?? 0) + cached;
  // `message_delta` repeats what it knows cumulatively; nothing in it is nothing new.
  if (input > 0) Object.assign(spent, { input, cached });
  spent.output = usage.output_tokens ?? spent.output;
}

async function* read(events: AsyncIterable<unknown>): AsyncGenerator<LlmEvent> {
  const calls = new Map<number, { id: string; name: string; json: string }>();
  const spent: Spent = { input: 0, cached: 0, output: 0 };
  let stop: string | undefined;
  let whole = false;
  for await (const raw of events) {
    if (!Known.has(readEvent(Any, raw).type)) continue;
    const event = readEvent(Event, raw);
    if (event.type === "message_start") spend(spent, event.message.usage);
    else if (event.type === "content_block_start") {
      const { type, id = "", name = "" } = event.content_block;
      if (type !== "tool_use") continue;
      calls.set(event.index, { id, name, json: "" });
      yield { type: "writing" };
    } else if (event.type === "content_block_delta") {
      const { type, text, partial_json } = event.delta;
      if (type === "text_delta" && text) yield { type: "text", delta: text };
      const call = calls.get(event.index);
      if (!call || type !== "input_json_delta") continue;
      call.json += partial_json ?? "";
      yield { type: "writing" };
    } else if (event.type === "message_delta") {
      stop = event.delta.stop_reason ?? stop;
      if (event.usage) spend(spent, event.usage);
    } else whole = true;
  }
  if (!whole || stop === undefined) throw new LlmError("unavailable", "The answer broke off.");
  yield {
    type: "usage",
    usage: { tokensIn: spent.input, tokensCached: spent.cached, tokensOut: spent.output },
  };
  if (stop === "refusal") return yield { type: "done", reason: "refused" };
  if (stop === "max_tokens" || stop === "model_context_window_exceeded")
    return yield { type: "done", reason: "length" };
  for (const { id, name, json } of calls.values()) {
    if (!id || !name) throw new LlmError("garbage", "A tool call has no name.");
    yield { type: "tool_call", call: { id, name, args: readArguments(json) } };
  }
  yield { type: "done", reason: calls.size > 0 ? "tools" : "stop" };
}
