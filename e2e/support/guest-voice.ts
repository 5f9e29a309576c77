import type { Page } from "@playwright/test";
import { writeWav } from "@/voice-worker/media/wav";
import { createEmbeddedTts } from "@/voice-worker/speech/tts/embedded";

const RATE = 16_000;
/** The guest's voice; the line speaks with the other one. */
const VOICE = "rms";

/** Says texts as a guest would, as WAV files in base64. */
export async function speakAll(texts: readonly string[]): Promise<Map<string, string>> {
  const tts = createEmbeddedTts({ threads: 1 });
  const spoken = new Map<string, string>();
  try {
    for (const text of texts) {
      const parts: number[] = [];
      const request = { text, language: "en", voice: VOICE, sampleRate: RATE } as const;
      for await (const { pcm } of tts.synthesize(request, AbortSignal.timeout(30_000))) parts.push(...pcm);
      spoken.set(
        text,
        Buffer.from(writeWav({ sampleRate: RATE, channels: [Int16Array.from(parts)] })).toString("base64"),
      );
    }
  } finally {
    await tts.close();
  }
  return spoken;
}

/** Replaces the microphone by a source that is silent until `say` plays something into it. */
export async function installMicrophone(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const context = new AudioContext();
    const out = context.createMediaStreamDestination();
    // A breath of noise: a line is never digitally silent.
    const noise = context.createBuffer(1, context.sampleRate, context.sampleRate);
    const samples = noise.getChannelData(0);
    for (let i = 0; i < samples.length; i++) samples[i] = (Math.random() - 0.5) * 0.0006;
    const hiss = new AudioBufferSourceNode(context, { buffer: noise, loop: true });
    hiss.connect(out);
    hiss.start();
    Object.defineProperty(navigator.mediaDevices, "getUserMedia", {
      value: async () => {
        await context.resume();
        return out.stream;
      },
    });
    Object.assign(window, {
      guestSays: async (wav: string) => {
        const bytes = Uint8Array.from(atob(wav), (sign) => sign.charCodeAt(0));
        const buffer = await context.decodeAudioData(bytes.buffer);
        const source = new AudioBufferSourceNode(context, { buffer });
        source.connect(out);
        await new Promise<void>((resolve) => {
          source.onended = () => resolve();
          source.start();
        });
      },
    });
  });
}

/** Plays one utterance into the microphone; resolves when it is out. */
export const say = (page: Page, wav: string): Promise<void> =>
  page.evaluate(
    (audio) => (window as unknown as { guestSays(wav: string): Promise<void> }).guestSays(audio),
    wav,
  );
