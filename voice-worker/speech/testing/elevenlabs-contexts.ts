import { setImmediate } from "node:timers/promises";
import type { WebSocket } from "ws";
import { encodeMulaw } from "@/voice-worker/media/mulaw";
import { resample } from "@/voice-worker/media/resample";
import type { ElevenLabsFault, ElevenLabsServer } from "./elevenlabs-server";
import { textToTones } from "./tone-modem";

interface Message {
  text?: string;
  voice_settings?: unknown;
  context_id?: string;
  flush?: boolean;
  close_context?: boolean;
  close_socket?: boolean;
}

interface Context {
  id: string;
  text: string;
  /** It was flushed and not all of it has been sent. */
  speaking: boolean;
  sounded: boolean;
  closing: boolean;
}

const MOST_CONTEXTS = 5;
const MESSAGE_MS = 400;

/**
 * One socket of the double: a context begins with a blank and its settings, speaks what was flushed and is called final once
 * it is closed and has said all. A sixth context ends the socket. Contexts speak side by side, a message at a time.
 */
export class ElevenLabsContexts {
  private readonly contexts = new Map<string, Context>();

  constructor(
    private readonly server: ElevenLabsServer,
    private readonly client: WebSocket,
    private readonly format: string,
  ) {
    client.on("error", () => {});
    client.on("message", (data) => this.read(JSON.parse(data.toString()) as Message));
  }

  private send(message: object): void {
    this.client.send(JSON.stringify(message));
  }

  private refuse(error: string): void {
    this.server.refusals.push(error);
    this.endWith(error);
  }

  private endWith(error: string): void {
    this.send({ message: "refused", error, code: 1008 });
    this.client.close(1008);
  }

  private read(message: Message): void {
    const { context_id: id, text, flush } = message;
    if (message.close_socket) {
      this.server.goodbyes += 1;
      return this.client.close(1000);
    }
    if (id === undefined) return this.refuse("missing_context");
    const context = this.contexts.get(id) ?? this.begin(id, message);
    if (!context) return;
    context.text += text ?? "";
    if (flush) void this.speak(context);
    if (!message.close_context) return;
    this.server.closed.push(id);
    context.closing = true;
    const swallowed = this.server.closeRaces && !context.sounded;
    if (swallowed || !context.speaking) this.end(context);
  }

  private begin(id: string, { text, voice_settings }: Message): Context | undefined {
    if (text !== " " || !voice_settings) return void this.refuse("invalid_first_message");
    if (this.contexts.size >= MOST_CONTEXTS) return void this.refuse("max_active_conversations");
    const context = { id, text: "", speaking: false, sounded: false, closing: false };
    this.contexts.set(id, context);
    this.server.settings.push(voice_settings);
    this.server.most = Math.max(this.server.most, this.contexts.size);
    return context;
  }

  private end({ id }: Context): void {
    if (this.contexts.delete(id)) this.send({ audio: null, isFinal: true, contextId: id });
  }

  private async speak(context: Context): Promise<void> {
    const text = context.text.trim();
    context.text = "";
    context.speaking = true;
    this.server.texts.push(text);
    const fault = this.server.faults.shift();
    if (this.server.firstMs > 0)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, this.server.firstMs);
        this.client.on("close", () => {
          clearTimeout(timer);
          resolve();
        });
      });
    if (this.misbehave(context, fault)) return;
    for (const message of audioOf(text, this.format, fault)) {
      if (this.client.readyState !== this.client.OPEN || !this.contexts.has(context.id)) return;
      if (message === "break") return this.client.terminate();
      if (message === "stall") return;
      this.send({ ...message, contextId: context.id });
      context.sounded = true;
      await setImmediate();
      await this.server.passage();
    }
    context.speaking = false;
    if (context.closing) this.end(context);
  }

  /** Whether the fault leaves nothing to be said. */
  private misbehave(context: Context, fault: ElevenLabsFault | undefined): boolean {
    switch (fault?.kind) {
      case "hang":
        return true;
      case "garbage":
        this.client.send("{not json");
        return true;
      case "binary":
        this.client.send(Buffer.from("{}"));
        return false;
      case "oversized":
        this.client.send(`{"padding":"${"A".repeat(9 << 20)}","contextId":"${context.id}"}`);
        return false;
      case "refusal":
        this.endWith("quota_exceeded");
        return true;
      case "denied":
        this.send({ message: "no", error: "invalid_text", code: 1007, contextId: context.id });
        return true;
      case "mute":
        this.end(context);
        return true;
      default:
        return false;
    }
  }
}

/** Characters that begin within a message, spread evenly over the audio. */
function alignmentOf(text: string, from: number, to: number, totalMs: number) {
  const perChar = totalMs / text.length;
  const chars = [...text]
    .map((char, i) => ({ char, at: i * perChar }))
    .filter(({ at }) => at >= from && at < to);
  return {
    chars: chars.map(({ char }) => char),
    charStartTimesMs: chars.map(({ at }) => Math.round(at - from)),
    charDurationsMs: chars.map(() => Math.round(perChar)),
  };
}

function* audioOf(text: string, format: string, fault: ElevenLabsFault | undefined) {
  const rate = format === "ulaw_8000" ? 8000 : 16000;
  const pcm = resample(textToTones(text), 8_000, rate);
  const totalMs = (pcm.length / rate) * 1000;
  const step = (rate * MESSAGE_MS) / 1000;
  for (let at = 0, sent = 0; at < pcm.length; at += step, sent++) {
    if (sent === 2 && fault?.kind === "break") yield "break" as const;
    if (sent === 2 && fault?.kind === "stall") yield "stall" as const;
    const part = pcm.subarray(at, at + step);
    const bytes = rate === 8000 ? encodeMulaw(part) : new Uint8Array(part.slice().buffer);
    const alignment = alignmentOf(text, (at / rate) * 1000, ((at + step) / rate) * 1000, totalMs);
    yield { audio: Buffer.from(bytes).toString("base64"), isFinal: null, alignment };
  }
  const minute = { audio: Buffer.alloc(rate === 8000 ? 480_000 : 1_920_000, 0x55).toString("base64") };
  while (fault?.kind === "endless") yield minute;
}
