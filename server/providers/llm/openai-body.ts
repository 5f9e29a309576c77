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
    temperature: request.temperature,
    max_completion_tokens: request.maxTokens,
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
