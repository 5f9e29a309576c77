/** A large language model as the brain needs it: one streamed answer with tool calls, cancelled by its signal. */

export interface LlmToolCall {
  /** The vendor's id of this call; the answer refers to it. */
  id: string;
  name: string;
  /** Parsed arguments; the brain validates them against the tool's schema. */
  args: Record<string, unknown>;
}

export type LlmMessage =
  | { role: "guest"; text: string }
  | { role: "line"; text: string; calls?: readonly LlmToolCall[] }
  | { role: "tool"; callId: string; name: string; content: string };

export interface LlmTool {
  name: string;
  description: string;
  /** JSON schema of the arguments. */
  parameters: Record<string, unknown>;
}

/** Tools and messages are not changed once they were asked with: adapters keep what they wrote of them. */
export interface LlmRequest {
  /** Stable over a call, so that vendors can cache it. */
  system: string;
  /** What changes from turn to turn (verification, clock, facts); said after `system`, before the messages. */
  state: string;
  messages: readonly LlmMessage[];
  tools: readonly LlmTool[];
  /** `none` forbids tool calls in this answer. */
  toolChoice: "auto" | "none";
  maxTokens: number;
  /** 0 is the most repeatable. */
  temperature: number;
}

export interface LlmUsage {
  tokensIn: number;
  /** Of `tokensIn`, those the vendor read from its cache. */
  tokensCached: number;
  tokensOut: number;
}

/**
 * Exactly one `done` ends a stream that did not throw; `usage` comes before it when the vendor tells. `writing` comes with
 * each piece of a tool call, which itself is told when it is whole: a model that writes long arguments is not silent.
 */
export type LlmEvent =
  | { type: "text"; delta: string }
  | { type: "writing" }
  | { type: "tool_call"; call: LlmToolCall }
  | { type: "usage"; usage: LlmUsage }
  | { type: "done"; reason: "stop" | "tools" | "length" | "refused" };

export interface Llm {
  /** The vendor's name, as in `LlmVendor.vendor`. */
  readonly vendor: string;
  readonly model: string;
  /** Ends after `done`; throws the signal's reason when aborted and an `LlmError` when the vendor failed. */
  stream(request: LlmRequest, signal: AbortSignal): AsyncIterable<LlmEvent>;
}

export type LlmFailure = "unauthorised" | "rate_limited" | "unavailable" | "invalid" | "garbage";

/** The vendor failed. The message never holds a key or the guest's words. */
export class LlmError extends Error {
  override readonly name = "LlmError";
  constructor(
    readonly failure: LlmFailure,
    message: string,
    /** Milliseconds the vendor asks to wait before the next try. */
    readonly retryAfterMs?: number,
  ) {
    super(message);
  }
}
