import { afterAll, beforeAll, expect, test } from "vitest";
import type { Composition } from "@/server/composition";
import { redirectOf } from "@/server/gather/testing/guest";
import { silentLogger } from "@/server/kernel/logger";
import { GUEST, newSid, ORIGIN, openPhone, type Phone } from "@/server/webhooks/testing/phone";
import { POST as gather } from "./v1/twilio/gather/route";
import { POST as gatherVoice } from "./v1/twilio/voice/route";
import { POST as step } from "./webhooks/twilio/[step]/route";
import { POST as fallback } from "./webhooks/twilio/fallback/route";
import { GET as music } from "./webhooks/twilio/music/route";

let p: Phone;
beforeAll(async () => {
  p = await openPhone();
  // What `composition()` would build from the environment, behind a proxy.
  (globalThis as Record<symbol, unknown>)[Symbol.for("voicehive.composition")] = {
    env: { APP_URL: "http://10.0.0.7:3000", TWILIO_WEBHOOK_ORIGIN: ORIGIN },
    deps: p.deps,
    log: silentLogger,
  } as unknown as Composition;
});
afterAll(() => p.close());

const form = () => ({ CallSid: newSid(), From: GUEST, To: p.number });
const at = (name: string) => ({ params: Promise.resolve({ step: name }) });

test("every address is served, signed for the public origin and not for the one behind the proxy", async () => {
  await p.addWorker();
  const voice = await step(p.sign("/api/webhooks/twilio/voice", form()), at("voice"));
  const xml = await voice.text();
  expect(xml).toContain(`${p.mediaUrl}/media/twilio`);
  expect(xml).toContain(`action="${ORIGIN}/api/webhooks/twilio/after?l=en"`);
  expect((await step(p.sign("/api/webhooks/twilio/nothing", form()), at("nothing"))).status).toBe(404);

  const call = form();
  let greeting = await (await gatherVoice(p.sign("/api/v1/twilio/voice", call))).text();
  // On a busy machine the greeting may be fetched after a word.
  for (let on = redirectOf(greeting); on.includes("words="); on = redirectOf(greeting)) {
    const { pathname, search } = new URL(on);
    greeting = await (await gather(p.sign(`${pathname}${search}`, call))).text();
  }
  expect(greeting).toContain(`${ORIGIN}/api/v1/twilio/gather?turn=1`);
  const answer = await gather(p.sign("/api/v1/twilio/gather?turn=1", { ...call, SpeechResult: "Goodbye" }));
  expect(await answer.text()).toContain("<Response>");
});

test("the fallback answers whoever asks; the music is a WAV of some seconds", async () => {
  const answer = await fallback(new Request(`${ORIGIN}/api/webhooks/twilio/fallback`, { method: "POST" }));
  expect(await answer.text()).toContain("<Say");
  const wav = new Uint8Array(await music().arrayBuffer());
  expect(new TextDecoder().decode(wav.slice(0, 4))).toBe("RIFF");
  expect(wav.length).toBe(44 + 24 * 8_000 * 2);
  const pcm = new Int16Array(wav.buffer, 44);
  const loudest = pcm.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  expect(loudest).toBeGreaterThan(2_000);
  expect(loudest).toBeLessThan(20_000);
});
