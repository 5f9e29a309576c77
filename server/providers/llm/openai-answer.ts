import { z } from "zod";
import { LlmError, type LlmEvent } from "./port";
import { readArguments, readEvent } from "./request";

const CallPiece = z.object({
  index: z.int().nonnegative(),
  id: z.string().nullish(),
  function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish(),
});
const Chunk = z.object({
  choices: z
    .array(
      z.object({
        delta: z
          .object({
            content: z.string().nullish(),
            refusal: z.string().nullish(),
            tool_calls: z.array(CallPiece).nullish(),
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

/** Behind the last chunk. */
const DONE = "[DONE]";
const MAX_CALLS = 32;

interface Pending {
  id: string;
  name: string;
  json: string;
}

/** Reads the chunks of one answer. Tool calls arrive in pieces by index and are whole only when it has finished. */
export class OpenAiAnswer {
  private readonly calls: Pending[] = [];
  private finish: string | undefined;
  private refused = false;
  private usage: Chunk["usage"];

  constructor(private readonly tell: (event: LlmEvent) => void) {}

  /** One event; true when the answer is whole. Throws what `readEvent` and `JSON.parse` throw, and `LlmError`s. */
  event(data: string): boolean {
    if (data.startsWith(DONE)) return true;
    const raw: unknown = JSON.parse(data);
    const text = plainText(raw);
    if (text === undefined) this.chunk(raw);
    else if (text !== "" && !this.refused) this.tell({ type: "text", delta: text });
    return false;
  }

  /** What the answer ends with. Throws an `LlmError` if it has not finished, or asks for tools in no readable way. */
  end(): void {
    const { finish, usage } = this;
    if (finish === undefined) throw new LlmError("unavailable", "The answer broke off.");
    if (usage)
      this.tell({
        type: "usage",
        usage: {
          tokensIn: usage.prompt_tokens,
          tokensCached: usage.prompt_tokens_details?.cached_tokens ?? 0,
          tokensOut: usage.completion_tokens,
        },
      });
    if (this.refused || finish === "content_filter") return this.tell({ type: "done", reason: "refused" });
    // Cut off by length, the last call may be half; none of them is carried out.
    if (finish === "length") return this.tell({ type: "done", reason: "length" });
    const calls = this.calls.filter(Boolean);
    for (const { id, name, json } of calls) {
      if (!id || !name) throw new LlmError("garbage", "A tool call has no name.");
      this.tell({ type: "tool_call", call: { id, name, args: readArguments(json) } });
    }
    this.tell({ type: "done", reason: calls.length > 0 ? "tools" : "stop" });
  }

  private chunk(raw: unknown): void {
    if (typeof raw === "object" && raw !== null && "error" in raw && raw.error)
      throw new LlmError("unavailable", "The vendor failed in the middle of its answer.");
    const chunk = readEvent(Chunk, raw);
    this.usage = chunk.usage ?? this.usage;
    const choice = chunk.choices[0];
    if (!choice) return;
    if (choice.delta?.refusal) this.refused = true;
    const pieces = choice.delta?.tool_calls ?? [];
    for (const piece of pieces) this.gather(piece);
    if (pieces.length > 0) this.tell({ type: "writing" });
    if (choice.delta?.content && !this.refused) this.tell({ type: "text", delta: choice.delta.content });
    this.finish = choice.finish_reason ?? this.finish;
  }

  private gather(piece: z.infer<typeof CallPiece>): void {
    if (piece.index >= MAX_CALLS) throw new LlmError("garbage", "The answer asks for too many tools.");
    const call = this.calls[piece.index] ?? { id: "", name: "", json: "" };
    this.calls[piece.index] = call;
    call.id ||= piece.id ?? "";
    call.name ||= piece.function?.name ?? "";
    call.json += piece.function?.arguments ?? "";
  }
}

interface PlainChunk {
  error?: unknown;
  usage?: unknown;
  choices?: [
    { finish_reason?: unknown; delta?: { content?: unknown; refusal?: unknown; tool_calls?: unknown } },
  ];
}

/** The words of a chunk that is words and nothing else, as all but a few of an answer are: for these no schema is run. */
function plainText(raw: unknown): string | undefined {
  const chunk = raw as PlainChunk | null;
  const choices = chunk?.choices;
  if (!Array.isArray(choices) || choices.length !== 1) return undefined;
  const [choice] = choices;
  const delta = choice?.delta;
  if (typeof delta?.content !== "string" || Array.isArray(delta) || Array.isArray(choice)) return undefined;
  const more = chunk?.error ?? chunk?.usage ?? choice?.finish_reason ?? delta.refusal ?? delta.tool_calls;
  return more === undefined || more === null ? delta.content : undefined;
}
