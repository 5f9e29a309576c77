import { expect, test } from "vitest";
import { Breaker, vendorLimits } from "@/server/kernel/breaker";
import { ManualTimers } from "@/voice-worker/testing/manual-timers";
import { realTimers } from "@/voice-worker/timing";
import { SpeechError } from "../errors";
import { tonesToTexts } from "../testing/tone-modem";
import { createElevenLabsTts } from "../tts/elevenlabs";
import { createFakeTts } from "../tts/fake";
import { VoiceFailover } from "./voice";

test.each([
  [undefined, "bn", false],
  [undefined, "de-AT", true],
  [undefined, "nb-NO", true],
  ["eleven_multilingual_v2", "no", false],
  ["eleven_flash_v2", "de", false],
  ["eleven_of_next_year", "bn", true],
])("ElevenLabs %s speaks %s: %s", async (model, language, speaks) => {
  const tts = createElevenLabsTts({ apiKey: "k", voice: "mia", ...(model ? { model } : {}) });
  expect(tts.voices(language)).toEqual(speaks ? ["mia"] : []);
  await tts.close();
});

test("Bengali goes to the voice that speaks it at once, and the account of the other is left in peace", async () => {
  // Nobody is there: each request would fail.
  const elevenlabs = createElevenLabsTts({ apiKey: "k", voice: "mia", baseUrl: "http://127.0.0.1:1" });
  const azure = createFakeTts({});
  const breaker = new Breaker(vendorLimits, () => performance.now());
  const reports: string[] = [];
  const voice = new VoiceFailover({
    rungs: [
      { vendor: "elevenlabs", tts: elevenlabs, breaker },
      { vendor: "azure", tts: { ...azure, voices: () => ["nabanita"] } },
    ],
    timers: realTimers,
    report: (vendor) => reports.push(vendor),
  });
  for (let n = 0; n < 6; n++) {
    const pcm: number[] = [];
    const request = { text: `clause ${n}`, language: "bn", sampleRate: 8000 as const, turn: `t${n}` };
    for await (const chunk of voice.synthesize(request, new AbortController().signal)) pcm.push(...chunk.pcm);
    expect(tonesToTexts(Int16Array.from(pcm))).toEqual([`clause ${n}`]);
  }
  expect([breaker.state, reports]).toEqual(["closed", []]);
  await Promise.all([voice.close(), elevenlabs.close(), azure.close()]);
});

test.each([
  [false, "closed"],
  [true, "open"],
])(
  "two calls whose clauses are refused (for the moment: %s) leave the account's breaker %s",
  async (retryable, state) => {
    const timers = new ManualTimers();
    const breaker = new Breaker(vendorLimits, () => timers.now());
    const refusing = {
      ...createFakeTts({}),
      // biome-ignore lint/correctness/useYield: it fails before a sound.
      async *synthesize() {
        throw new SpeechError("no", "v0", retryable);
      },
    };
    const other = createFakeTts({});
    const calls = [0, 1].map(() => {
      const rungs = [
        { vendor: "v0", tts: refusing, breaker },
        { vendor: "v1", tts: other },
      ];
      return new VoiceFailover({ rungs, timers, report() {} });
    });
    for (let n = 0; n < 5; n++) {
      for (const call of calls) {
        const request = { text: "hello", language: "en", sampleRate: 8000 as const, turn: `t${n}` };
        for await (const chunk of call.synthesize(request, new AbortController().signal))
          expect(chunk.pcm.length).toBeGreaterThan(0);
      }
      timers.advance(5_000);
    }
    expect(breaker.state).toBe(state);
    await Promise.all([refusing, other].map((tts) => tts.close()));
  },
);
