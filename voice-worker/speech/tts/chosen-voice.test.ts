import { expect, test } from "vitest";
import { SpeechError } from "../errors";
import { UsageMeter } from "../failover/usage";
import { ttsOf } from "../failover/vendors";
import { ElevenLabsServer } from "../testing/elevenlabs-server";
import { withChosenVoices } from "./chosen-voice";
import { PhraseCache } from "./phrase-cache";
import type { Tts, TtsRequest } from "./port";

const request = (language: string): TtsRequest => ({ text: "Hello.", language, sampleRate: 8000 });

/** Voices that tell who spoke; `failing` ones throw instead, after `sounds` pieces. */
function vendor(failing: Readonly<Record<string, SpeechError>> = {}, sounds = 0) {
  const asked: string[] = [];
  const closed: string[] = [];
  const voice = (id: string): Tts => ({
    name: "vendor",
    voices: () => [id],
    async *synthesize() {
      asked.push(id);
      for (let i = 0; i < (failing[id] ? sounds : 1); i++) yield { pcm: new Int16Array(1) };
      const error = failing[id];
      if (error) throw error;
    },
    close: async () => {
      closed.push(id);
    },
  });
  return { asked, closed, voice };
}
const unknown = new SpeechError("There is no such voice.", "vendor", false);
const busy = new SpeechError("Busy.", "vendor", true);

async function say(tts: Tts, language: string): Promise<number> {
  let pieces = 0;
  for await (const _ of tts.synthesize(request(language), new AbortController().signal)) pieces += 1;
  return pieces;
}

test("each language has the hotel's voice, others the one for all, or the connection's own", async () => {
  const v = vendor();
  const both = withChosenVoices(v.voice("own"), { de: "anke", "": "mia" }, v.voice);
  const german = withChosenVoices(v.voice("own"), { de: "anke" }, v.voice);
  for (const language of ["de-AT", "en", "de"]) await say(both, language);
  await say(german, "en");
  expect(v.asked).toEqual(["anke", "mia", "anke", "own"]);
  expect(both.voices("de")).toEqual(["anke"]);
  await both.close();
  expect(v.closed.sort()).toEqual(["anke", "mia", "own"]);
});

test("without a choice the vendor is as it was", () => {
  const v = vendor();
  const own = v.voice("own");
  expect(withChosenVoices(own, undefined, v.voice)).toBe(own);
  expect(withChosenVoices(own, {}, v.voice)).toBe(own);
});

test("a voice the vendor does not know: the own one says the clause, and all after it", async () => {
  const v = vendor({ mia: unknown });
  const tts = withChosenVoices(v.voice("own"), { "": "mia" }, v.voice);
  expect(await say(tts, "en")).toBe(1);
  await say(tts, "en");
  expect(v.asked).toEqual(["mia", "own", "own"]);
});

test("a vendor that is only busy, or breaks off, is for the next voice to replace", async () => {
  const [slow, torn] = [vendor({ mia: busy }), vendor({ mia: unknown }, 1)];
  for (const v of [slow, torn]) {
    const tts = withChosenVoices(v.voice("own"), { "": "mia" }, v.voice);
    await expect(say(tts, "en")).rejects.toBeInstanceOf(SpeechError);
    expect(v.asked).toEqual(["mia"]);
  }
});

test("at the vendor: the chosen voice is in the address; one that it refuses gives way to the connection's own", async () => {
  const server = await ElevenLabsServer.start("key");
  const of = (voices: Record<string, string>) =>
    ttsOf(
      {
        ...{ vendor: "elevenlabs", apiKey: "key", baseUrl: server.url, voice: "own", voices },
        model: "eleven_flash_v2_5",
      },
      [],
      new PhraseCache(() => 0),
      new UsageMeter(),
    );
  const [good, bad] = [of({ de: "anke" }), of({ "": "nobody" })];
  try {
    expect(await say(good, "de")).toBeGreaterThan(0);
    server.faults = [{ kind: "status", status: 404 }];
    expect(await say(bad, "en")).toBeGreaterThan(0);
    expect(server.paths.map((path) => /text-to-speech\/(\w+)/.exec(path)?.[1])).toEqual([
      "anke",
      "nobody",
      "own",
    ]);
  } finally {
    await Promise.all([good.close(), bad.close()]);
    await server.stop();
  }
});
