import OpenAI from "openai";
import type {
  ChatCompletionCreateParamsStreaming,
  ChatCompletionMessageParam,
} from "openai/resources/chat/completions";
import { z } from "zod";
import { type Llm, LlmError, type LlmEvent, type LlmMessage, type LlmRequest } from "./port";
import { type LlmDeadlines, llmDeadlines, readArguments, readEvent, underDeadlines } from "./request";

export interface OpenAiOptions {
  apiKey: string;
  model: string;
  baseUrl?: string | undefined;
  deadlines?: LlmDeadlines;
}

const Chunk = z.object({
  choices: z
    .array(
      z.object({
        delta: z
          .object({
            content: z.string().nullish(),
            refusal: z.string().nullish(),
            tool_calls: z
              .array(
                z.object({
                  index: z.int().nonnegative(),
                  id: z.string().nullish(),
                  function: z
                    .object({ name: z.string().nullish(), arguments: z.string().nullish() })
                    .nullish(),
                }),
              )
              .nullish(),
          })
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .default([]),
  usage: z
    .object({
      prompt_tokens: z.int(),
      completion_tokens: z.int(),
      prompt_tokens_details: z.object({ cached_tokens: z.int().nullish() }).nullish(),
    })
    .nullish(),
});
type Chunk = z.infer<typeof Chunk>;

/**
 * OpenAI's chat completions, and whatever else speaks them at `baseUrl`. One request, never repeated here; aborting
 * closes it. https://platform.openai.com/docs/api-reference/chat/create
 */
export function createOpenAi(options: OpenAiOptions): Llm {
  const client = new OpenAI({
    apiKey: options.apiKey,
    // Without these the SDK reads them from the environment, which is not this tenant's.
    organization: null,
    project: null,
    baseURL: options.baseUrl ?? "https://api.openai.com/v1",
    maxRetries: 0,
    // The SDK would log what it cannot parse, which may be a guest's words.
    logLevel: "off",
  });
  const deadlines = options.deadlines ?? llmDeadlines;
  return {
    vendor: "openai",
    model: options.model,
    async *stream(request, signal) {
      const chunks = underDeadlines(
        async (own): Promise<AsyncIterable<unknown>> =>
          client.chat.completions.create(bodyOf(options.model, request), { signal: own }),
        signal,
        deadlines,
      );
      yield* read(chunks);
    },
  };
}

function bodyOf(model: string, request: LlmRequest): ChatCompletionCreateParamsStreaming {
  const { tools } = request;
  return {
    model,
    stream: true,
    stream_options: { include_usage: true },
    temperature: request.temperature,
    max_completion_tokens: request.maxTokens,
    messages: [
      { role: "system", content: request.system },
      ...(request.state ? [{ role: "system" as const, content: request.state }] : []),
      ...request.messages.map(messageOf),
    ],
    ...(tools.length > 0
      ? {
          tools: tools.map((tool) => ({
            type: "function" as const,
            function: { name: tool.name, description: tool.description, parameters: tool.parameters },
          })),
          tool_choice: request.toolChoice,
        }
      : {}),
  };
}

function messageOf(message: LlmMessage): ChatCompletionMessageParam {
  if (message.role === "guest") return { role: "user", content: message.text };
  if (message.role === "tool")
    return { role: "tool", tool_call_id: message.callId, content: message.content };
  return {
    role: "assistant",
    content: message.text || null,
    ...(message.calls?.length
      ? {
          tool_calls: message.calls.map((call) => ({
            id: call.id,
            type: "function" as const,
            function: { name: call.name, arguments: JSON.stringify(call.args) },
          })),
        }
      : {}),
  };
}

interface Pending {
  id: string;
  name: string;
  json: string;
}

/** Tool calls arrive in pieces by index and are whole only when the answer has finished. */
async function* read(chunks: AsyncIterable<unknown>): AsyncGenerator<LlmEvent> {
  const calls: Pending[] = [];
  let finish: string | undefined;
  let refused = false;
  let usage: Chunk["usage"];
  for await (const raw of chunks) {
    const chunk = readEvent(Chunk, raw);
    usage = chunk.usage ?? usage;
    const choice = chunk.choices[0];
    if (!choice) continue;
    if (choice.delta?.refusal) refused = true;
    for (const piece of choice.delta?.tool_calls ?? []) gather(calls, piece);
    if (choice.delta?.content && !refused) yield { type: "text", delta: choice.delta.content };
    finish = choice.finish_reason ?? finish;
  }
  if (finish === undefined) throw new LlmError("unavailable", "The answer broke off.");
  if (usage)
    yield {
      type: "usage",
      usage: {
        tokensIn: usage.prompt_tokens,
        tokensCached: usage.prompt_tokens_details?.cached_tokens ?? 0,
        tokensOut: usage.completion_tokens,
      },
    };
  yield* finished(finish, refused, calls.filter(Boolean));
}

function gather(
  calls: Pending[],
  piece: {
    index: number;
    id?: string | null | undefined;
    function?: { name?: string | null | undefined; arguments?: string | null | undefined } | null | undefined;
  },
): void {
  if (piece.index >= MAX_CALLS) throw new LlmError("garbage", "The answer asks for too many tools.");
  const call = calls[piece.index] ?? { id: "", name: "", json: "" };
  calls[piece.index] = call;
  call.id ||= piece.id ?? "";
  call.name ||= piece.function?.name ?? "";
  call.json += piece.function?.arguments ?? "";
}
const MAX_CALLS = 32;

function* finished(finish: string, refused: boolean, calls: Pending[]): Generator<LlmEvent> {
  if (refused || finish === "content_filter") return yield { type: "done", reason: "refused" };
  // Cut off by length, the last call may be half; none of them is carried out.
  if (finish === "length") return yield { type: "done", reason: "length" };
  for (const { id, name, json } of calls) {
    if (!id || !name) throw new LlmError("garbage", "A tool call has no name.");
    yield { type: "tool_call", call: { id, name, args: readArguments(json) } };
  }
  yield { type: "done", reason: calls.length > 0 ? "tools" : "stop" };
}
