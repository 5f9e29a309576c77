import { createEmbeddedTts } from "../speech/tts/embedded";

/** The guest's voice; the line speaks with the other one. */
const VOICE = "rms";
const DEADLINE_MS = 30_000;

/** Says what a scripted guest says, as PCM at `sampleRate`. Close it after use. */
export class GuestSpeech {
  private readonly tts = createEmbeddedTts({ threads: 1 });

  constructor(readonly sampleRate: 8000 | 16_000) {}

  async say(text: string): Promise<Int16Array> {
    const request = { text, language: "en", voice: VOICE, sampleRate: this.sampleRate } as const;
    const chunks: Int16Array[] = [];
    for await (const { pcm } of this.tts.synthesize(request, AbortSignal.timeout(DEADLINE_MS)))
      chunks.push(pcm);
    const out = new Int16Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
    let at = 0;
    for (const chunk of chunks) {
      out.set(chunk, at);
      at += chunk.length;
    }
    return out;
  }

  close(): Promise<void> {
    return this.tts.close();
  }
}
