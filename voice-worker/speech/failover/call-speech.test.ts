import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Breakers, vendorLimits } from "@/server/kernel/breaker";
import type { CallVendors } from "@/server/line/contract";
import { sampleOpening } from "@/voice-worker/testing/opening";
import { realTimers } from "@/voice-worker/timing";
import { createFakeAsr } from "../asr/fake";
import type { AsrEvent } from "../asr/port";
import { AzureServer } from "../testing/azure-server";
import { ElevenLabsServer } from "../testing/elevenlabs-server";
import { textToTones, tonesToTexts } from "../testing/tone-modem";
import { createFakeTts } from "../tts/fake";
import { PhraseCache } from "../tts/phrase-cache";
import { createEnergyVad } from "../vad/energy";
import { vendorSpeech } from "./call-speech";
import { accountOf } from "./vendors";

const KEY = "key-0123456789";
let eleven: ElevenLabsServer;
let azure: AzureServer;
beforeAll(async () => {
  eleven = await ElevenLabsServer.start(KEY);
  azure = await AzureServer.start(KEY);
});
beforeEach(() => {
  eleven.faults = [];
  azure.faults = [];
});
const running: { close(): void }[] = [];
afterEach(() => {
  for (const one of running.splice(0)) one.close();
});
afterAll(async () => {
  await eleven.stop();
  await azure.stop();
});

const elevenLabs = (apiKey = KEY) =>
  ({ vendor: "elevenlabs", apiKey, baseUrl: eleven.url, voice: "v", model: "eleven_flash_v2_5" }) as const;
const azureVoice = () =>
  ({ vendor: "azure", apiKey: KEY, baseUrl: azure.url, voice: "en-US-JennyNeural" }) as const;

function world() {
  const engines = { tts: createFakeTts(), asr: createFakeAsr(), createVad: createEnergyVad };
  const breakers = new Breakers(realTimers.now);
  const cache = new PhraseCache(realTimers.now);
  const speech = vendorSpeech({ engines, breakers, cache, timers: realTimers });
  const call = (vendors: Partial<CallVendors>) => {
    const reports: string[] = [];
    const opening = sampleOpening(new Date());
    const one = speech.forCall(
      {
        ...opening,
        vendors: {
          asr: [{ vendor: "embedded" }],
          tts: [{ vendor: "embedded" }],
          llm: [],
          pronunciations: [],
          ...vendors,
        },
      },
      { degraded: (rung, vendor, on) => reports.push(`${rung} ${vendor} ${on}`) },
    );
    const say = async (text: string, turn: string) => {
      const pcm: number[] = [];
      const request = { text, language: "en", sampleRate: 8000, turn } as const;
      for await (const chunk of one.tts.synthesize(request, new AbortController().signal))
        pcm.push(...chunk.pcm);
      return tonesToTexts(Int16Array.from(pcm));
    };
    running.push(one);
    return { ...one, reports, say };
  };
  return { engines, breakers, speech, call };
}

describe("the speech of a call", () => {
  test("each vendor of the opening speaks in its turn, and what each did is counted", async () => {
    const { call } = world();
    const one = call({ tts: [elevenLabs(), azureVoice(), { vendor: "embedded" }] });
    expect(await one.say("Good evening.", "t1")).toEqual(["Good evening."]);
    eleven.faults = Array(4).fill({ kind: "status", status: 500 });
    eleven.killAll(); // the connection that waits for the next clause as well
    expect(await one.say("How can I help?", "t2")).toEqual(["How can I help?"]);
    azure.killAll();
    azure.faults = [{ kind: "status", status: 429 }];
    expect(await one.say("Two nights.", "t2")).toEqual(["Two nights."]);
    expect([one.tts.name, one.reports]).toEqual([
      "embedded",
      ["next_voice elevenlabs true", "next_voice azure true"],
    ]);
    const counted = one.usage().map(({ vendor, model, characters }) => [vendor, model, characters]);
    expect(counted).toEqual([
      ["elevenlabs", "eleven_flash_v2_5", 13 + 15],
      ["azure", "en-US-JennyNeural", 15 + 11],
    ]);
  });

  test("a phrase said before is neither asked for nor paid for again, in another call either", async () => {
    const { call } = world();
    const [first, second] = [call({ tts: [elevenLabs()] }), call({ tts: [elevenLabs()] })];
    await first.say("Just a moment, please.", "t1");
    const asked = eleven.texts.length;
    expect(await second.say("Just a moment, please.", "t1")).toEqual(["Just a moment, please."]);
    expect([eleven.texts.length, second.usage()]).toEqual([asked, []]);
  });

  test("the hotel's words are said its way by every vendor, and shared with no hotel that says them otherwise", async () => {
    const { call } = world();
    const pronunciations = [{ word: "Miradouro", say: "meera doh roo" }];
    for (const tts of [elevenLabs(), azureVoice(), { vendor: "embedded" } as const]) {
      const own = call({ tts: [tts], pronunciations });
      const other = call({ tts: [tts] });
      expect(await own.say("Hotel Miradouro.", "t1")).toEqual(["Hotel meera doh roo."]);
      expect(await other.say("Hotel Miradouro.", "t1")).toEqual(["Hotel Miradouro."]);
    }
  });

  test("a key that does not work stops being asked for all calls of that account, and for no other", async () => {
    const { call, breakers } = world();
    const bad = elevenLabs("a-wrong-key-1");
    for (let n = 0; n < vendorLimits.failures; n++) {
      const one = call({ tts: [bad, { vendor: "embedded" }] });
      expect(await one.say(`Call ${n}.`, "t1")).toEqual([`Call ${n}.`]);
    }
    expect(breakers.of(accountOf("tts", bad)).state).toBe("open");
    const before = eleven.opened;
    const next = call({ tts: [bad, { vendor: "embedded" }] });
    expect(await next.say("At once.", "t1")).toEqual(["At once."]);
    expect(eleven.opened).toBe(before);
    const good = call({ tts: [elevenLabs()] });
    expect(await good.say("Unharmed.", "t1")).toEqual(["Unharmed."]);
    expect(accountOf("tts", bad)).not.toContain("wrong");
  });

  test("a dead recogniser gives the turn to the embedded one; a Riva without an address is left out", async () => {
    const { call } = world();
    const dead = {
      vendor: "deepgram",
      apiKey: "dg-12345678",
      baseUrl: "http://127.0.0.1:1",
      model: "nova-3",
    } as const;
    const one = call({ asr: [{ vendor: "riva", tls: false }, dead, { vendor: "embedded" }] });
    const abort = new AbortController();
    const stream = one.asr.open({ sampleRate: 8000, language: "en", vocabulary: [] }, abort.signal);
    const finals: AsrEvent[] = [];
    const reading = (async () => {
      for await (const event of stream.events) {
        if (event.type === "final") finals.push(event);
        if (finals.length === 1) return;
      }
    })();
    const pcm = textToTones("two nights please");
    for (let at = 0; at < pcm.length; at += 160) stream.push(pcm.subarray(at, at + 160));
    stream.endTurn();
    await reading;
    expect(finals).toMatchObject([{ text: "two nights please" }]);
    expect([one.asr.name, one.reports]).toEqual(["embedded", ["next_ear deepgram true"]]);
    expect(one.usage().map(({ vendor }) => vendor)).toEqual(["deepgram", "embedded"]);
    stream.close();
  });

  test("the voice's socket is open before the greeting, serves all clauses, and waits for the next response", async () => {
    const { call } = world();
    const one = call({ tts: [elevenLabs(), { vendor: "embedded" }] });
    const before = eleven.opened;
    one.tts.prepare?.({ language: "en", sampleRate: 8000 });
    for (let n = 0; n < 200 && eleven.opened === before; n++)
      await new Promise((resolve) => setTimeout(resolve, 5));
    for (const text of ["Good evening.", "How can I help?", "Two nights it is."])
      expect(await one.say(text, "t1")).toEqual([text]);
    expect(eleven.opened).toBe(before + 1);
  });

  test("closing a call leaves no socket at a vendor and the shared engines at work", async () => {
    const { call, engines } = world();
    const one = call({ tts: [elevenLabs()] });
    await one.say("Goodbye.", "t1");
    one.close();
    for (let n = 0; n < 200 && eleven.connections > 0; n++)
      await new Promise((resolve) => setTimeout(resolve, 5));
    expect(eleven.connections).toBe(0);
    await expect(one.say("More.", "t1")).rejects.toThrow("closed");
    expect(await call({}).say("Still here.", "t1")).toEqual(["Still here."]);
    expect(engines.tts.running).toBe(0);
  });
});
