import type {
  ChatCompletionCreateParamsStreaming,
  ChatCompletionMessageParam,
  ChatCompletionTool,
} from "openai/resources/chat/completions";
import type { LlmMessage, LlmRequest, LlmTool } from "./port";

/** The request as JSON. */
export function bodyOf(model: string, { tools, ...request }: LlmRequest): string {
  const body: ChatCompletionCreateParamsStreaming = {
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
    ...(tools.length > 0 ? { tool_choice: request.toolChoice } : {}),
  };
  const json = JSON.stringify(body);
  return tools.length > 0 ? `${json.slice(0, -1)},"tools":[${tools.map(jsonOf).join(",")}]}` : json;
}

const written = new WeakMap<LlmTool, string>();

/** Tools are most of a body and the same objects in every call: each is written once. */
function jsonOf(tool: LlmTool): string {
  const known = written.get(tool);
  if (known) return known;
  const { name, description, parameters } = tool;
  const described: ChatCompletionTool = { type: "function", function: { name, description, parameters } };
  const json = JSON.stringify(described);
  written.set(tool, json);
  return json;
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
