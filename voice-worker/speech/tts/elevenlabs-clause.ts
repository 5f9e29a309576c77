import { decodeMulaw } from "@/voice-worker/media/mulaw";
import { SpeechError } from "../errors";
import type { Answer } from "./elevenlabs-wire";
import { readAlignment, WordTimes } from "./elevenlabs-words";
import type { TtsChunk, TtsRequest } from "./port";
import { MAX_CLAUSE_MS, PcmBytes } from "./vendor-stream";

export const VENDOR = "elevenlabs";

/** One clause in a context of its own: what comes of it from the socket, until its reader takes it. */
export class Clause {
  private readonly chunks: TtsChunk[] = [];
  private readonly bytes = new PcmBytes();
  private readonly times = new WordTimes();
  private samples = 0;
  private over = false;
  private failure: unknown;
  private wake = () => {};

  constructor(
    readonly id: string,
    readonly text: string,
    readonly request: Pick<TtsRequest, "sampleRate" | "pace">,
  ) {}

  get sounds(): boolean {
    return this.samples > 0;
  }

  /** Whether a voice can make a sound of it: what it cannot is asked for all the same, and may end without one. */
  get speakable(): boolean {
    return /[\p{L}\p{N}]/u.test(this.text);
  }

  get isOver(): boolean {
    return this.over;
  }

  /** A message of this context. */
  take({ audio, alignment, isFinal }: Answer): void {
    if (this.over) return;
    if (audio) this.hear(Buffer.from(audio, "base64"), alignment);
    if (!isFinal || this.over) return;
    if (this.sounds || !this.speakable) this.end();
    else this.fail(new SpeechError("ElevenLabs said nothing of the clause.", VENDOR, true));
  }

  fail(error: unknown): void {
    if (this.over) return;
    this.failure = error;
    this.end();
  }

  /** Nobody listens any more: what waits is dropped. */
  drop(reason: unknown): void {
    this.chunks.length = 0;
    this.failure = reason;
    this.end();
  }

  /** The next piece; undefined at the end. Throws why the clause ended early, after what was there before. One reader. */
  async next(): Promise<TtsChunk | undefined> {
    while (this.chunks.length === 0 && !this.over)
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    const chunk = this.chunks.shift();
    if (!chunk && this.failure !== undefined) throw this.failure;
    return chunk;
  }

  private hear(raw: Buffer, alignment: unknown): void {
    const { sampleRate } = this.request;
    const pcm = sampleRate === 8000 ? decodeMulaw(raw) : this.bytes.push(raw);
    if (pcm.length === 0) return;
    const times = readAlignment(alignment);
    const words = times ? this.times.take(times, (this.samples / sampleRate) * 1000) : [];
    this.samples += pcm.length;
    if ((this.samples / sampleRate) * 1000 > MAX_CLAUSE_MS)
      return this.fail(new SpeechError("ElevenLabs does not come to an end.", VENDOR, true));
    this.chunks.push(words.length > 0 ? { pcm, words } : { pcm });
    this.wake();
  }

  private end(): void {
    this.over = true;
    this.wake();
  }
}
