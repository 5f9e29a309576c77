import type { Scenario } from "../contract";
import { startVendor, type VendorServer, type Wire } from "./vendor-server";

const data = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;

/**
 * Chat completions as https://platform.openai.com/docs/api-reference/chat-streaming describes them: chunks with a delta
 * and an index per tool call, `finish_reason` in the last choice, one chunk with usage and no choice when
 * `stream_options.include_usage` asks for it, then `[DONE]`. A refusal comes as `delta.refusal`.
 * How arguments are cut into pieces is unverified; eight characters each here.
 */
const wire: Wire = {
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
