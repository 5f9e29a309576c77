import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SpeechError } from "../errors";
import { ElevenLabsServer } from "../testing/elevenlabs-server";
import { asked, elevenLabsWorld, failing, hear, KEY, until } from "../testing/elevenlabs-world";
import { ttsContract } from "./contract";
import { createElevenLabsTts } from "./elevenlabs";
import { readAnswer } from "./elevenlabs-wire";

describe("the contract over one server", () => {
  let server: ElevenLabsServer;
  beforeAll(async () => {
    server = await ElevenLabsServer.start(KEY);
  });
  afterAll(() => server.stop());
  ttsContract("ElevenLabs", {
    make: ({ maxClauses }) =>
      createElevenLabsTts({ apiKey: KEY, voice: "v1", baseUrl: server.url, maxClauses }),
  });
});

describe("ElevenLabs", () => {
  const world = elevenLabsWorld();

  test("is asked for the phone's own format, in the call's language, with the key in no address", async () => {
    expect((await hear(world.make())).texts).toEqual([asked.text]);
    const path = world.server.paths.at(-1) ?? "";
    expect(path).toContain("/v1/text-to-speech/v%2F1/multi-stream-input?model_id=eleven_flash_v2_5");
    expect(path).toContain("output_format=ulaw_8000&language_code=de&inactivity_timeout=180");
    await hear(world.make({ model: "eleven_multilingual_v2" }), { sampleRate: 16_000 });
    expect(world.server.paths.at(-1)).toContain("model_id=eleven_multilingual_v2&output_format=pcm_16000");
    expect(world.server.paths.at(-1)).not.toContain("language_code");
    expect(world.server.paths.join()).not.toContain(KEY);
  });

  test("tells when each word sounds, once, over message borders", async () => {
    for (const sampleRate of [8_000, 16_000] as const) {
      const { words, pcm } = await hear(world.make(), { sampleRate });
      expect(words.map(({ text }) => text[0])).toEqual(["T", "n", "f", "F", "p"]);
      const starts = words.map(({ startMs }) => startMs);
      expect(starts).toEqual([...starts].sort((a, b) => a - b));
      expect(starts.at(-1)).toBeGreaterThan(700);
      expect(words.at(-1)?.endMs).toBeLessThanOrEqual((pcm.length / sampleRate) * 1000 + 5);
    }
  });

  test.each([
    ["a wrong key", { kind: "status", status: 401 }, false],
    ["too many requests", { kind: "status", status: 429 }, true],
    ["its own fault", { kind: "status", status: 500 }, true],
    ["garbage", { kind: "garbage" }, true],
    ["a binary message", { kind: "binary" }, true],
    ["a message beyond every measure", { kind: "oversized" }, true],
    ["a refusal in the stream", { kind: "refusal" }, true],
    ["a refusal of the clause", { kind: "denied" }, true],
    ["a final without a sound", { kind: "mute" }, true],
    ["silence", { kind: "hang" }, true],
    ["silence after a beginning", { kind: "stall" }, true],
    ["a torn connection", { kind: "break" }, true],
    ["audio without an end", { kind: "endless" }, true],
  ] as const)(
    "%s is a speech error that quotes nothing, and the next clause is said",
    async (_, fault, retryable) => {
      const tts = world.make({ silenceMs: 300 });
      world.server.faults = [fault];
      const error = await failing(hear(tts));
      expect(error).toBeInstanceOf(SpeechError);
      expect(error).toMatchObject({ vendor: "elevenlabs", retryable });
      expect((error as Error).message).not.toMatch(/Friday|xi-test/);
      expect((await hear(tts)).texts).toEqual([asked.text]);
      await until(() => world.server.connections === 1);
    },
  );

  test("what is read out is slower; without a pace the voice's own speed is left alone", async () => {
    const tts = world.make();
    await hear(tts, { pace: "slow" });
    expect(world.server.settings.at(-1)).toMatchObject({ speed: 0.8 });
    await hear(tts);
    expect(world.server.settings.at(-1)).not.toHaveProperty("speed");
    expect(world.server.opened).toBe(1);
  });

  test("nobody there, and a handshake that hangs, end by themselves", async () => {
    const nobody = world.make({ baseUrl: "http://127.0.0.1:1" });
    expect(await failing(hear(nobody))).toMatchObject({ retryable: true });
    world.server.handshakeMs = 5_000;
    expect(await failing(hear(world.make({ connectMs: 100 })))).toBeInstanceOf(SpeechError);
  });

  test("a vendor under load that takes a close before its text loses no clause", async () => {
    world.server.closeRaces = true;
    world.server.firstMs = 30;
    const tts = world.make();
    expect((await hear(tts)).texts).toEqual([asked.text]);
    // What no voice can say may end without a sound.
    expect((await hear(tts, { text: "?!" })).pcm).toHaveLength(0);
    expect(world.server.closed).toHaveLength(2);
  });
});

describe("a message of ElevenLabs", () => {
  const read = (message: unknown) => readAnswer(Buffer.from(JSON.stringify(message)), false);

  test("is read in the spelling of the reference and of the guide", () => {
    const plain = { audio: "", alignment: undefined };
    expect(read({ isFinal: true, contextId: "a" })).toEqual({ ...plain, contextId: "a", isFinal: true });
    expect(read({ is_final: true, context_id: "a" })).toEqual({ ...plain, contextId: "a", isFinal: true });
    expect(read({ audio: "QQ==", isFinal: null, contextId: 7 })).toMatchObject({
      audio: "QQ==",
      isFinal: false,
    });
    expect(read({ contextId: 7 }).contextId).toBeUndefined();
    expect(read({ error: null })).not.toHaveProperty("error");
    expect([read({ error: "quota" }).error, read({ error: { code: 3 } }).error]).toEqual(["quota", ""]);
  });

  test.each([null, 5, "text", { audio: 5 }, { audio: {} }])("%j cannot be read", (message) => {
    expect(() => read(message)).toThrow();
  });
});
