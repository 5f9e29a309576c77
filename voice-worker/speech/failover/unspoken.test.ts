import { expect, test } from "vitest";
import { Breaker, vendorLimits } from "@/server/kernel/breaker";
import { realTimers } from "@/voice-worker/timing";
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
