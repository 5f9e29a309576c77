import type { Scenario } from "../contract";
import { startVendor, type VendorServer, type Wire } from "./vendor-server";

const event = (value: { type: string; [key: string]: unknown }): string =>
  `event: ${value.type}\ndata: ${JSON.stringify(value)}\n\n`;

/**
 * The messages stream as https://platform.claude.com/docs/en/build-with-claude/streaming describes it: `message_start`
 * with the input's usage, blocks with `text_delta` or `input_json_delta`, pings anywhere, `message_delta` with the stop
 * reason and cumulative usage, `message_stop`; new event types may come and are to be passed over.
 */
const wire: Wire = {
  error: () => ({ type: "error", error: { type: "fake", message: "sk-secret said no" } }),
  garbage: 'event: message_start\ndata: {"type": broken\n\n',
  stream: (scenario) => {
    const calls = scenario.calls ?? [];
    const words = scenario.end === "refused" ? [] : (scenario.text?.match(/\s*\S+/g) ?? []);
    return [
      event({
        type: "message_start",
        message: {
          id: "msg_1",
          type: "message",
          role: "assistant",
          content: [],
          model: "m",
          stop_reason: null,
          usage: {
            input_tokens: 8,
            cache_creation_input_tokens: 2,
            cache_read_input_tokens: 30,
            output_tokens: 1,
          },
        },
      }),
      event({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } }),
      event({ type: "ping" }),
      ...words.map((text) =>
        event({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } }),
      ),
      event({ type: "content_block_stop", index: 0 }),
      ...calls.flatMap((call, i) => {
        const json = typeof call.args === "string" ? call.args : JSON.stringify(call.args);
        return [
          event({
            type: "content_block_start",
            index: i + 1,
            content_block: { type: "tool_use", id: `call_${i}`, name: call.name, input: {} },
          }),
          ...(json.match(/.{1,8}/gs) ?? []).map((partial_json) =>
            event({
              type: "content_block_delta",
              index: i + 1,
              delta: { type: "input_json_delta", partial_json },
            }),
          ),
          event({ type: "content_block_stop", index: i + 1 }),
        ];
      }),
      event({ type: "a_new_event", anything: true }),
      event({
        type: "message_delta",
        delta: { stop_reason: stop(scenario), stop_sequence: null },
        usage: { output_tokens: 12 },
      }),
      event({ type: "message_stop" }),
    ];
  },
};

const stop = ({ end, calls }: Scenario): string =>
  end === "length" ? "max_tokens" : end === "refused" ? "refusal" : calls?.length ? "tool_use" : "end_turn";

export const startAnthropicServer = (): Promise<VendorServer> => startVendor(wire);
