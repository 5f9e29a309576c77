import type {
  ChatCompletionCreateParamsStreaming,
  ChatCompletionMessageParam,
  ChatCompletionTool,
} from "openai/resources/chat/completions";
import type { LlmMessage, LlmRequest, LlmTool } from "./port";

/** The request as JSON, its long parts written once: the tools are the same in every call, the messages in every turn. */
export function bodyOf(model: string, { tools, messages, ...request }: LlmRequest): string {
  const options: Omit<ChatCompletionCreateParamsStreaming, "messages" | "tools"> = {
    model,
    stream: true,
    stream_options: { include_usage: true },
    ...sampling(model, request),
    ...(tools.length > 0 ? { tool_choice: request.toolChoice } : {}),
  };
  const told = [
    system(request.system),
    ...(request.state ? [system(request.state)] : []),
    ...messages.map((message) => once(message, messageOf)),
  ];
  const offered = tools.length > 0 ? `,"tools":[${tools.map((tool) => once(tool, toolOf)).join(",")}]` : "";
  return `${JSON.stringify(options).slice(0, -1)},"messages":[${told.join(",")}]${offered}}`;
}

/** What a model may think before its first word is paid for and counted, but is not said. */
const TOKENS_OF_THOUGHT = 2_000;

/**
 * Models that think before they speak refuse a temperature with 400, and count their thoughts as tokens of the answer. They
 * are to think as little as each can: `none` is known from 5.1 on, `minimal` to the first gpt-5, and the others take `low`.
 * Those named `-chat` take neither. https://platform.openai.com/docs/guides/reasoning
 */
function sampling(
  model: string,
  { temperature, maxTokens }: Pick<LlmRequest, "temperature" | "maxTokens">,
): Pick<ChatCompletionCreateParamsStreaming, "temperature" | "max_completion_tokens" | "reasoning_effort"> {
  // Who stands between may put the vendor before the name.
  const name = model.slice(model.lastIndexOf("/") + 1);
  if (!/^(?:gpt-5|o\d)/.test(name)) return { temperature, max_completion_tokens: maxTokens };
  const limit = { max_completion_tokens: maxTokens + TOKENS_OF_THOUGHT };
  if (/-chat\b/.test(name)) return limit;
  const [plain, later] = /^gpt-5(\.\d+)?(?:-mini|-nano)?(?:-\d{4}-\d\d-\d\d)?$/.exec(name) ?? [];
  return { ...limit, reasoning_effort: later ? "none" : plain ? "minimal" : "low" };
}

const written = new WeakMap<object, string>();

/** Nobody changes a tool or a message that was sent. */
function once<T extends LlmTool | LlmMessage>(
  part: T,
  write: (part: T) => ChatCompletionTool | ChatCompletionMessageParam,
): string {
  const known = written.get(part);
  if (known) return known;
  const json = JSON.stringify(write(part));
  written.set(part, json);
  return json;
}

const system = (content: string): string => {
  const message: ChatCompletionMessageParam = { role: "system", content };
  return JSON.stringify(message);
};

const toolOf = ({ name, description, parameters }: LlmTool): ChatCompletionTool => ({
  type: "function",
  function: { name, description, parameters },
});

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
