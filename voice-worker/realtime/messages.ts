import { z } from "zod";

/**
 * The server events of OpenAI Realtime that a call needs (GA names, as in the SDK's `resources/realtime`); all others
 * are ignored. https://developers.openai.com/api/reference/resources/realtime
 */
export const RealtimeEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("session.created") }),
  z.object({ type: z.literal("response.created") }),
  z.object({ type: z.literal("input_audio_buffer.speech_started"), audio_start_ms: z.number().optional() }),
  z.object({ type: z.literal("input_audio_buffer.speech_stopped"), audio_end_ms: z.number().optional() }),
  z.object({
    type: z.literal("conversation.item.input_audio_transcription.completed"),
    item_id: z.string(),
    transcript: z.string(),
  }),
  z.object({ type: z.literal("conversation.item.input_audio_transcription.failed"), item_id: z.string() }),
  z.object({
    type: z.literal("response.output_audio_transcript.delta"),
    response_id: z.string(),
    item_id: z.string(),
    delta: z.string(),
  }),
  z.object({
    type: z.literal("response.output_audio_transcript.done"),
    response_id: z.string(),
    item_id: z.string(),
    transcript: z.string(),
  }),
  z.object({ type: z.literal("response.function_call_arguments.delta") }),
  z.object({
    type: z.literal("response.function_call_arguments.done"),
    response_id: z.string(),
    call_id: z.string(),
    name: z.string(),
    arguments: z.string(),
  }),
  z.object({
    type: z.literal("response.done"),
    response: z.object({
      id: z.string().optional(),
      status: z.string().optional(),
      usage: z
        .object({
          input_tokens: z.number().optional(),
          output_tokens: z.number().optional(),
          input_token_details: z
            .object({
              audio_tokens: z.number().optional(),
              cached_tokens: z.number().optional(),
              cached_tokens_details: z.object({ audio_tokens: z.number().optional() }).nullish(),
            })
            .nullish(),
          output_token_details: z.object({ audio_tokens: z.number().optional() }).nullish(),
        })
        .nullish(),
    }),
  }),
  z.object({ type: z.literal("output_audio_buffer.started"), response_id: z.string() }),
  z.object({ type: z.literal("output_audio_buffer.stopped"), response_id: z.string() }),
  z.object({ type: z.literal("output_audio_buffer.cleared"), response_id: z.string() }),
  z.object({
    type: z.literal("conversation.item.truncated"),
    item_id: z.string(),
    audio_end_ms: z.number(),
  }),
  z.object({
    type: z.literal("error"),
    error: z.object({ type: z.string().optional(), code: z.string().nullish() }),
  }),
]);
export type RealtimeEvent = z.infer<typeof RealtimeEvent>;

/** Reads one message of the sideband; nothing when it is not JSON or an event that a call has no use for. */
export function readRealtimeEvent(text: string): RealtimeEvent | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  return RealtimeEvent.safeParse(parsed).data;
}
