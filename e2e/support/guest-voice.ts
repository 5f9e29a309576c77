import type { Page } from "@playwright/test";
import { writeWav } from "@/voice-worker/media/wav";
import { GuestSpeech } from "@/voice-worker/testing/guest-speech";

const RATE = 16_000;

/** Says texts as a guest would, as WAV files in base64. */
export async function speakAll(texts: readonly string[]): Promise<Map<string, string>> {
  const voice = new GuestSpeech(RATE);
  const spoken = new Map<string, string>();
  try {
    for (const text of texts) {
      const wav = writeWav({ sampleRate: RATE, channels: [await voice.say(text)] });
      spoken.set(text, Buffer.from(wav).toString("base64"));
    }
  } finally {
    await voice.close();
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
