import { z } from "zod";
import type { WorkerMessage } from "@/server/line/browser-media";

/** What of the realtime service's own events a page shows. https://developers.openai.com/api/reference/resources/realtime */
const ServiceEvent = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("conversation.item.input_audio_transcription.completed"),
    transcript: z.string(),
  }),
  z.object({
    type: z.literal("response.output_audio_transcript.done"),
    response_id: z.string(),
    transcript: z.string(),
  }),
  z.object({ type: z.literal("input_audio_buffer.speech_started") }),
  z.object({ type: z.literal("output_audio_buffer.started") }),
  z.object({ type: z.literal("output_audio_buffer.stopped") }),
  z.object({ type: z.literal("output_audio_buffer.cleared") }),
]);

const stateOf = (state: "listening" | "speaking"): WorkerMessage => ({
  type: "state",
  state,
  listening: state === "listening",
  expectation: { kind: "open" },
});

/** Reads the events of one realtime call into the messages that any call of the softphone gives. */
export class RealtimeReader {
  private turns = 0;
  private clauses = 0;

  read(data: unknown): WorkerMessage | null {
    const event = typeof data === "string" ? ServiceEvent.safeParse(parse(data)).data : undefined;
    switch (event?.type) {
      case "conversation.item.input_audio_transcription.completed":
        return event.transcript.trim() === "" ? null : this.guest(event.transcript.trim());
      case "response.output_audio_transcript.done":
        return this.line(event.transcript.trim());
      case "output_audio_buffer.started":
        return stateOf("speaking");
      case "input_audio_buffer.speech_started":
      case "output_audio_buffer.stopped":
      case "output_audio_buffer.cleared":
        return stateOf("listening");
      default:
        return null;
    }
  }

  /** Words of the page's own voice, which no event tells. */
  own(text: string): WorkerMessage {
    return { type: "line", turnId: `t${this.turns}`, clause: this.clauses++, text, kind: "filler" };
  }

  private guest(text: string): WorkerMessage {
    this.turns += 1;
    this.clauses = 0;
    return { type: "guest", turnId: `t${this.turns}`, text, final: true, source: "speech" };
  }

  private line(text: string): WorkerMessage | null {
    if (text === "") return null;
    const kind = this.turns === 0 ? "greeting" : "answer";
    return { type: "line", turnId: `t${this.turns}`, clause: this.clauses++, text, kind };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
