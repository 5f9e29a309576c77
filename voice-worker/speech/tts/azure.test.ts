import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { wordEnds } from "@/voice-worker/call/word-ends";
import { SpeechError } from "../errors";
import { AzureServer } from "../testing/azure-server";
import { tonesToTexts } from "../testing/tone-modem";
import { type AzureConfig, createAzureTts } from "./azure";
import { readMessage, writeMessage } from "./azure-wire";
import { ttsContract } from "./contract";
import type { SpokenWord, Tts } from "./port";
import { Dictionary } from "./pronunciation";

const KEY = "az-test-0123456789";
let server: AzureServer;
const make = (over: Partial<AzureConfig> = {}): Tts =>
  createAzureTts({ apiKey: KEY, voice: "en-US-AriaNeural", baseUrl: server.url, ...over });
beforeAll(async () => {
  server = await AzureServer.start(KEY);
});
afterEach(() => {
  server.faults = [];
});
afterAll(() => server.stop());

ttsContract("Azure", { make: ({ maxClauses }) => make({ maxClauses }) });

const request = { text: "Two nights, please.", language: "en", sampleRate: 8_000 } as const;
const live = () => new AbortController().signal;
async function hear(tts: Tts, over: Partial<Parameters<Tts["synthesize"]>[0]> = {}, signal = live()) {
  const pcm: number[] = [];
  for await (const chunk of tts.synthesize({ ...request, ...over }, signal)) pcm.push(...chunk.pcm);
  return Int16Array.from(pcm);
}

describe("Azure", () => {
  test("what is said is escaped, in both rates", async () => {
    const text = `Tom & Jerry's "suite" <b>one</b> > two`;
    for (const sampleRate of [8_000, 16_000] as const) {
      const pcm = await hear(make(), { text, sampleRate });
      expect(pcm.length / sampleRate).toBeGreaterThan(1);
      expect(server.texts.at(-1)).toBe(text);
    }
    expect(server.bodies.at(-1)).toContain("Tom &amp; Jerry&apos;s &quot;suite&quot; &lt;b&gt;one&lt;/b&gt;");
    expect(tonesToTexts(await hear(make()))).toEqual([request.text]);
  });

  test("a style and the hotel's words are marked up, and cannot break out of their attributes", async () => {
    const dictionary = new Dictionary([
      { word: "Sauvignon", say: "so vin yon" },
      { word: "Zoë", say: "/ˈzoʊi/" },
      { word: "evil", say: '"/><break/>' },
    ]);
    await hear(make({ style: "cheerful", dictionary }), { text: "The sauvignon for Zoë is evil." });
    const body = server.bodies.at(-1) ?? "";
    expect(body).toContain(
      '<mstts:express-as style="cheerful">The <sub alias="so vin yon">sauvignon</sub> for',
    );
    expect(body).toContain('<phoneme alphabet="ipa" ph="ˈzoʊi">Zoë</phoneme>');
    expect(body).toContain('<sub alias="&quot;/&gt;&lt;break/&gt;">evil</sub>');
  });

  test("what is read out is slower, within its style; everything else is as the voice has it", async () => {
    await hear(make({ style: "cheerful" }), { text: "Nine, J, X, F.", pace: "slow" });
    expect(server.bodies.at(-1)).toContain(
      '<mstts:express-as style="cheerful"><prosody rate="-20%">Nine, J, X, F.</prosody></mstts:express-as>',
    );
    expect(tonesToTexts(await hear(make(), { text: "Nine, J.", pace: "slow" }))).toEqual(["Nine, J."]);
    await hear(make());
    expect(server.bodies.at(-1)).not.toContain("prosody");
  });

  test("tells when each word sounds, without its punctuation, once", async () => {
    for (const sampleRate of [8_000, 16_000] as const) {
      const words: SpokenWord[] = [];
      let samples = 0;
      for await (const chunk of make().synthesize({ ...request, sampleRate }, live())) {
        words.push(...(chunk.words ?? []));
        samples += chunk.pcm.length;
      }
      expect(words.map(({ text }) => text)).toEqual(["Two", "nights", "please"]);
      const ends = wordEnds(request.text, words) ?? [];
      expect(ends).toHaveLength(3);
      expect(ends).toEqual([...ends].sort((a, b) => a - b));
      expect(ends.at(-1)).toBeLessThanOrEqual((samples / sampleRate) * 1000);
      // A word is over where its share of the sound is: the tones take as long for each letter.
      const perChar = (samples / sampleRate) * (1000 / request.text.length);
      expect(ends[0]).toBeCloseTo(3 * perChar, -1);
    }
  });

  test("a connection that has said its clause says the next; one that died meanwhile is no failure of the vendor", async () => {
    const tts = make();
    const before = server.opened;
    await hear(tts);
    await hear(tts, { sampleRate: 16_000 });
    expect(server.opened - before).toBe(1);
    server.killAll();
    expect(tonesToTexts(await hear(tts))).toEqual([request.text]);
    expect(server.opened - before).toBe(2);
    for await (const _ of tts.synthesize(request, live())) break;
    // What was left in the middle is not used again.
    expect(tonesToTexts(await hear(tts))).toEqual([request.text]);
    expect(server.opened - before).toBe(3);
    await tts.close();
  });

  test("what comes late of an earlier clause is not taken for the next one's", async () => {
    const tts = make();
    await hear(tts);
    const before = server.opened;
    const words: string[] = [];
    for await (const chunk of tts.synthesize(request, live()))
      words.push(...(chunk.words ?? []).map(({ text }) => text));
    expect([words, server.opened]).toEqual([["Two", "nights", "please"], before]);
    await tts.close();
  });

  test("an opened connection waits for the first clause", async () => {
    const tts = make();
    const before = server.opened;
    tts.prepare?.({ language: "en", sampleRate: 8_000 });
    await expect.poll(() => server.opened - before).toBe(1);
    await hear(tts);
    expect(server.opened - before).toBe(1);
    await tts.close();
  });

  test("another language is said by a voice of that language, without a style it may not know", async () => {
    const tts = make({ style: "cheerful" });
    await hear(tts, { language: "de-AT" });
    expect(server.bodies.at(-1)).toContain('xml:lang="de-DE"><voice name="de-DE-KatjaNeural">Two');
    await hear(tts, { language: "en-GB" });
    expect(server.bodies.at(-1)).toContain('<voice name="en-US-AriaNeural"><mstts:express-as');
    await hear(tts, { language: "xx" });
    expect(server.bodies.at(-1)).toContain('<voice name="en-US-AriaNeural">');
  });

  test.each([
    ["a wrong key", { kind: "status", status: 401 }, false],
    ["SSML it does not take", { kind: "status", status: 400 }, false],
    ["a redirect", { kind: "status", status: 302 }, false],
    ["too many requests", { kind: "status", status: 429 }, true],
    ["its own fault", { kind: "status", status: 502 }, true],
    ["no audio at all", { kind: "garbage" }, true],
    ["silence", { kind: "hang" }, true],
    ["silence after a beginning", { kind: "stall" }, true],
    ["a torn connection", { kind: "break" }, true],
  ] as const)("%s is a speech error that quotes nothing", async (_, fault, retryable) => {
    const tts = make({ connectMs: 400, silenceMs: 400 });
    server.faults = [fault];
    const error = await hear(tts).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(SpeechError);
    expect(error).toMatchObject({ vendor: "azure", retryable });
    expect((error as Error).message).not.toMatch(/nights|az-test/);
    expect(tonesToTexts(await hear(tts))).toEqual([request.text]);
  });

  test("a cancelled clause ends with the caller's reason, and nobody there is a speech error", async () => {
    server.faults = [{ kind: "hang" }];
    const abort = new AbortController();
    const waiting = hear(make(), {}, abort.signal);
    abort.abort(new Error("barge-in"));
    await expect(waiting).rejects.toThrow("barge-in");
    await expect(hear(make({ baseUrl: "http://127.0.0.1:1" }))).rejects.toBeInstanceOf(SpeechError);
  });
});

describe("Azure's messages", () => {
  test("are written as the SDK writes them", () => {
    const [head, body] = writeMessage("ssml", "ID", "application/ssml+xml", "<speak/>").split("\r\n\r\n");
    expect(
      head?.split("\r\n").map((line) => line.replace(/^(X-Timestamp: )[\dT:.Z-]{24}$/, "$1now")),
    ).toEqual(["Path: ssml", "X-RequestId: ID", "X-Timestamp: now", "Content-Type: application/ssml+xml"]);
    expect(body).toBe("<speak/>");
  });

  test("are read in any case, with or without blanks", () => {
    const text = readMessage(Buffer.from("path: Turn.End\r\nx-requestid:ab1\r\n\r\n{}\r\n\r\nrest"), false);
    expect(text).toEqual({ path: "turn.end", requestId: "AB1", body: "{}\r\n\r\nrest" });
    const head = Buffer.from("Path:audio\r\nX-RequestId: AB1\r\n");
    const binary = Buffer.concat([Buffer.from([0, head.length]), head, Buffer.from([1, 2])]);
    const read = readMessage(binary, true);
    expect([read.path, read.requestId, [...(read.audio ?? [])]]).toEqual(["audio", "AB1", [1, 2]]);
    expect(readMessage(Buffer.from("nothing"), false)).toEqual({ path: "", requestId: "", body: "" });
  });

  test.each([[[]], [[0]], [[0, 9, 1]], [[255, 255, 0]]])("%j is no binary message", (bytes) => {
    expect(() => readMessage(Buffer.from(bytes), true)).toThrow();
  });
});
