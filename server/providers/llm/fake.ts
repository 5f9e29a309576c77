import {
  type Llm,
  LlmError,
  type LlmEvent,
  type LlmFailure,
  type LlmRequest,
  type LlmToolCall,
} from "./port";

/** What the fake says to one request. Text is streamed word by word. */
export interface FakeAnswer {
  text?: string;
  calls?: readonly Omit<LlmToolCall, "id">[];
  reason?: "length" | "refused";
  /** Fails after the text; `silent` never goes on and waits for the signal. */
  fails?: LlmFailure | "silent";
  /** A silent answer fails by itself after so long, as an adapter's deadline would make it. */
  silentMs?: number;
  retryAfterMs?: number;
  /** Resolves before the first token. */
  after?: Promise<void>;
  /** Pieces of its tool calls behind the first: each comes when its promise resolves, and the calls are whole with the last. */
  pieces?: readonly Promise<void>[];
}
export type FakeScript = (request: LlmRequest, count: number) => FakeAnswer | Promise<FakeAnswer>;

export interface FakeLlm extends Llm {
  /** Requests so far, and how each ended. */
  readonly requests: { request: LlmRequest; ended: "open" | "done" | "failed" | "aborted" }[];
}

/** A language model that says what a script tells it, with the timing of the script. Deterministic. */
export function createFakeLlm(
  script: FakeScript,
  options: { vendor?: string; model?: string } = {},
): FakeLlm {
  const requests: FakeLlm["requests"] = [];
  return {
    vendor: options.vendor ?? "fake",
    model: options.model ?? "fake-1",
    requests,
    async *stream(request, signal) {
      signal.throwIfAborted();
      const entry: FakeLlm["requests"][number] = { request, ended: "open" };
      requests.push(entry);
      try {
        yield* answer(
          await untilAborted(Promise.resolve(script(request, requests.length)), signal),
          requests.length,
          request,
          signal,
        );
        entry.ended = "done";
      } catch (error) {
        entry.ended = signal.aborted ? "aborted" : "failed";
        throw error;
      } finally {
        if (entry.ended === "open") entry.ended = "aborted";
      }
    },
  };
}

async function* answer(
  script: FakeAnswer,
  count: number,
  request: LlmRequest,
  signal: AbortSignal,
): AsyncGenerator<LlmEvent> {
  const { text = "", calls = [], reason, fails, after, pieces = [] } = script;
  if (after) await untilAborted(after, signal);
  const words = text.match(/\s*\S+/g) ?? [];
  for (const delta of words) {
    signal.throwIfAborted();
    yield { type: "text", delta };
  }
  if (calls.length > 0 && request.toolChoice === "auto") yield { type: "writing" };
  for (const piece of pieces) {
    await untilAborted(piece, signal);
    yield { type: "writing" };
  }
  if (fails === "silent") await untilAborted(silence(script.silentMs), signal);
  if (fails && fails !== "silent")
    throw new LlmError(fails, "The fake was told to fail.", script.retryAfterMs);
  signal.throwIfAborted();
  if (!reason && request.toolChoice === "auto")
    for (const [i, call] of calls.entries())
      yield { type: "tool_call", call: { ...call, id: `call_${count}_${i + 1}` } };
  const tokensIn = Math.ceil(JSON.stringify(request).length / 4);
  yield { type: "usage", usage: { tokensIn, tokensCached: 0, tokensOut: words.length + 10 * calls.length } };
  yield {
    type: "done",
    reason: reason ?? (calls.length > 0 && request.toolChoice === "auto" ? "tools" : "stop"),
  };
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

const silence = (ms: number | undefined): Promise<never> =>
  new Promise((_resolve, reject) => {
    if (ms !== undefined) setTimeout(() => reject(new LlmError("unavailable", "The fake fell silent.")), ms);
  });
