import type { Scenario } from "../contract";
import { startVendor, type VendorServer, type Wire } from "./vendor-server";

const data = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;

/**
 * Chat completions as https://platform.openai.com/docs/api-reference/chat-streaming describes them: chunks with a delta
 * and an index per tool call, `finish_reason` in the last choice, one chunk with usage and no choice when
 * `stream_options.include_usage` asks for it, then `[DONE]`. A refusal comes as `delta.refusal`.
 * How arguments are cut into pieces is unverified; eight characters each here. What models that think refuse is as
 * https://platform.openai.com/docs/guides/reasoning and their own error messages have it.
 */
const wire: Wire = {
  refuses: (body) => {
    const { model, temperature, reasoning_effort } = body as Record<string, unknown>;
    const name = String(model);
    if (temperature !== undefined && temperature !== 1 && /(^|\/)(gpt-5|o\d)/.test(name))
      return "Unsupported value: 'temperature' does not support this value with this model.";
    const known = /(^|\/)gpt-5\.\d/.test(name)
      ? ["none", "low", "medium", "high"]
      : /(^|\/)gpt-5/.test(name)
        ? ["minimal", "low", "medium", "high"]
        : /(^|\/)o\d/.test(name)
          ? ["low", "medium", "high"]
          : [];
    return reasoning_effort !== undefined && (/-chat/.test(name) || !known.includes(String(reasoning_effort)))
      ? "Unsupported value: 'reasoning_effort' does not support this value with this model."
      : undefined;
  },
  error: (status) => ({ error: { message: "sk-secret said no", type: "fake", code: String(status) } }),
  garbage: 'data: {"id": broken\n\n',
  stream: (scenario) => {
    const chunk = (delta: unknown, finish_reason: string | null = null) =>
      data({
        id: "chatcmpl-1",
        object: "chat.completion.chunk",
        created: 1,
        model: "m",
        choices: [{ index: 0, delta, finish_reason }],
      });
    const calls = scenario.calls ?? [];
    return [
      chunk({ role: "assistant", content: "" }),
      ...(scenario.end === "refused"
        ? [chunk({ refusal: "I cannot help with that." })]
        : (scenario.text?.match(/\s*\S+/g) ?? []).map((content) => chunk({ content }))),
      ...calls.flatMap((call, index) => {
        const json = typeof call.args === "string" ? call.args : JSON.stringify(call.args);
        const pieces = json.match(/.{1,8}/gs) ?? [];
        return [
          chunk({
            tool_calls: [
              { index, id: `call_${index}`, type: "function", function: { name: call.name, arguments: "" } },
            ],
          }),
          ...pieces.map((piece) => chunk({ tool_calls: [{ index, function: { arguments: piece } }] })),
        ];
      }),
      chunk({}, finish(scenario)),
      data({
        id: "chatcmpl-1",
        object: "chat.completion.chunk",
        created: 1,
        model: "m",
        choices: [],
        usage: {
          prompt_tokens: 40,
          completion_tokens: 12,
          total_tokens: 52,
          prompt_tokens_details: { cached_tokens: 30 },
        },
      }),
      "data: [DONE]\n\n",
    ];
  },
};

const finish = ({ end, calls }: Scenario): string =>
  end === "length" ? "length" : calls?.length ? "tool_calls" : "stop";

export const startOpenAiServer = (): Promise<VendorServer> => startVendor(wire);
