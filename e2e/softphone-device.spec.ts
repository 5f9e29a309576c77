import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { chromium, expect, test } from "@playwright/test";
import config from "@/playwright.config";
import { resample } from "@/voice-worker/media/resample";
import { writeWav } from "@/voice-worker/media/wav";
import { GuestSpeech } from "@/voice-worker/testing/guest-speech";
import { enter } from "./support/sign-in";

/** What the browser's own fake device plays: 48 kHz mono, over and over. */
const DEVICE_RATE = 48_000;
const VOICE_RATE = 16_000;
/** Room for the greeting before the utterance, and for the answer after it. */
const BEFORE_S = 9;
const AFTER_S = 6;
/** A breath of noise, ±10 of 32,768: a line is never digitally silent. */
const HISS = 10;

async function deviceFile(folder: string, text: string): Promise<string> {
  const voice = new GuestSpeech(VOICE_RATE);
  const words = await voice.say(text).finally(() => voice.close());
  const pcm = new Int16Array((BEFORE_S + AFTER_S) * VOICE_RATE + words.length);
  for (let i = 0; i < pcm.length; i++) pcm[i] = ((i * 7919) % (2 * HISS + 1)) - HISS;
  pcm.set(words, BEFORE_S * VOICE_RATE);
  const file = path.join(folder, "guest.wav");
  const channel = resample(pcm, VOICE_RATE, DEVICE_RATE);
  await writeFile(file, writeWav({ sampleRate: DEVICE_RATE, channels: [channel] }));
  return file;
}

test("a guest heard by the browser's own sound device is understood", async ({ baseURL }) => {
  test.setTimeout(120_000);
  const folder = await mkdtemp(path.join(os.tmpdir(), "voicehive-device-"));
  const options = config.use?.launchOptions;
  const file = await deviceFile(folder, "I would like to book a room.");
  const browser = await chromium.launch({
    ...options,
    args: [...(options?.args ?? []), `--use-file-for-fake-audio-capture=${file}`],
  });
  try {
    const context = await browser.newContext({ baseURL: baseURL ?? "", permissions: ["microphone"] });
    const page = await context.newPage();
    const hotel = await enter(page);
    await page.goto(`/${hotel}/softphone`);
    await page
      .getByRole("button", { name: /call the line/i })
      .last()
      .click();
    const talk = page.getByRole("log");
    await expect(talk.locator("[data-speaker=guest]").first()).toContainText(/book/i, { timeout: 60_000 });
    await expect(talk).toContainText(/dates|arrive|which day/i, { timeout: 30_000 });
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
});
