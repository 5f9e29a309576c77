import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SpeechError } from "../errors";
import { ElevenLabsServer } from "../testing/elevenlabs-server";
import { tonesToTexts } from "../testing/tone-modem";
import { ttsContract } from "./contract";
import { createElevenLabsTts, type ElevenLabsConfig } from "./elevenlabs";
import type { SpokenWord, Tts } from "./port";

const KEY = "xi-test-0123456789";
let server: ElevenLabsServer;
const made: Tts[] = [];
const make = (over: Partial<ElevenLabsConfig> = {}): Tts => {
  const tts = createElevenLabsTts({ apiKey: KEY, voice: "v/1", baseUrl: server.url, ...over });
  made.push(tts);
  return tts;
};
beforeAll(async () => {
  server = await ElevenLabsServer.start(KEY);
});
afterAll(() => server.stop());

ttsContract("ElevenLabs", {
  make: ({ maxClauses }) =>
    createElevenLabsTts({ apiKey: KEY, voice: "v1", baseUrl: server.url, maxClauses }),
});

const request = { text: "Two nights from Friday, please.", language: "de-DE", sampleRate: 8_000 } as const;
const live = () => new AbortController().signal;
async function hear(tts: Tts, over: Partial<Parameters<Tts["synthesize"]>[0]> = {}, signal = live()) {
  const pcm: number[] = [];
  const words: SpokenWord[] = [];
  for await (const chunk of tts.synthesize({ ...request, ...over }, signal)) {
    pcm.push(...chunk.pcm);
    words.push(...(chunk.words ?? []));
  }
  return { pcm: Int16Array.from(pcm), words };
}
const until = async (done: () => boolean) => {
  for (let n = 0; n < 400 && !done(); n++) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(done()).toBe(true);
};

describe("ElevenLabs", () => {
  afterEach(async () => {
    for (const tts of made.splice(0)) await tts.close();
    await until(() => server.connections === 0);
    server.faults = [];
    server.handshakeMs = server.firstMs = 0;
  });
  beforeEach(() => until(() => server.connections === 0));

  test("is asked for the phone's own format, in the call's language, with the key in no address", async () => {
    const { pcm } = await hear(make());
    expect(tonesToTexts(pcm)).toEqual([request.text]);
    const path = server.paths.at(-1) ?? "";
    expect(path).toContain("/v1/text-to-speech/v%2F1/stream-input?model_id=eleven_flash_v2_5");
    expect(path).toContain("output_format=ulaw_8000&language_code=de");
    expect(server.paths.join()).not.toContain(KEY);
    await hear(make({ model: "eleven_multilingual_v2" }), { sampleRate: 16_000 });
    expect(server.paths.at(-1)).toContain("model_id=eleven_multilingual_v2&output_format=pcm_16000");
    expect(server.paths.at(-1)).not.toContain("language_code");
  });

  test("tells when each word sounds, once, over message borders", async () => {
    for (const sampleRate of [8_000, 16_000] as const) {
      const { words, pcm } = await hear(make(), { sampleRate });
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
    ["a refusal in the stream", { kind: "refusal" }, true],
    ["silence", { kind: "hang" }, true],
    ["silence after a beginning", { kind: "stall" }, true],
    ["a torn connection", { kind: "break" }, true],
  ] as const)("%s is a speech error that quotes nothing", async (_, fault, retryable) => {
    const tts = make({ silenceMs: 150, spare: false });
    server.faults = [fault];
    const error = await hear(tts).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(SpeechError);
    expect(error).toMatchObject({ vendor: "elevenlabs", retryable });
    expect((error as Error).message).not.toMatch(/Friday|xi-test/);
    expect(tonesToTexts((await hear(tts)).pcm)).toEqual([request.text]);
    await until(() => server.connections === 0);
  });

  test("what is read out is slower; without a pace the voice's own speed is left alone", async () => {
    const tts = make();
    await hear(tts, { pace: "slow" });
    expect(server.settings.at(-1)).toMatchObject({ speed: 0.8 });
    await hear(tts);
    expect(server.settings.at(-1)).not.toHaveProperty("speed");
  });

  test("nobody there, and a handshake that hangs, end by themselves", async () => {
    await expect(hear(make({ baseUrl: "http://127.0.0.1:1" }))).rejects.toMatchObject({ retryable: true });
    server.handshakeMs = 5_000;
    await expect(hear(make({ connectMs: 100 }))).rejects.toBeInstanceOf(SpeechError);
  });

  test("a cancelled clause leaves no socket behind", async () => {
    const abort = new AbortController();
    server.firstMs = 5_000;
    const asked = server.texts.length;
    const waiting = hear(make({ spare: false }), {}, abort.signal);
    await until(() => server.texts.length > asked);
    abort.abort(new Error("barge-in"));
    await expect(waiting).rejects.toThrow("barge-in");
    await until(() => server.connections === 0);
  });

  test("the next connection waits while a clause is said, is used once, and is given up in time", async () => {
    const tts = make({ spareMs: 80 });
    server.opened = 0;
    tts.prepare?.(request);
    tts.prepare?.(request);
    await until(() => server.connections === 1);
    await hear(tts);
    await until(() => server.opened === 2);
    await until(() => server.connections === 0);
    expect(tonesToTexts((await hear(tts)).pcm)).toEqual([request.text]);
    // Another rate does not fit the one that waits.
    await hear(tts, { sampleRate: 16_000 });
    await until(() => server.connections === 0);
  });

  test("a waiting connection that died is no failure of the vendor", async () => {
    const tts = make();
    server.faults = [{ kind: "refusal" }];
    tts.prepare?.(request);
    await until(() => server.connections === 1);
    expect(tonesToTexts((await hear(tts)).pcm)).toEqual([request.text]);
  });

  test("an opened connection saves the handshake of the first clause", async () => {
    server.handshakeMs = 120;
    server.firstMs = 20;
    const first = async (tts: Tts) => {
      const at = performance.now();
      for await (const _ of tts.synthesize(request, live())) break;
      return performance.now() - at;
    };
    const cold = await first(make({ spare: false }));
    await until(() => server.connections === 0);
    const warm = make();
    warm.prepare?.(request);
    await until(() => server.connections === 1);
    expect(await first(warm)).toBeLessThan(cold - 80);
  });
});
