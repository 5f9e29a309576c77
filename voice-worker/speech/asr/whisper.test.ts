import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { countedTimers, Listener } from "../testing/listener";
import { textToTones } from "../testing/tone-modem";
import { startWhisper, type WhisperFault } from "../testing/whisper-server";
import { asrContract } from "./contract";
import type { Asr } from "./port";
import { createWhisperAsr, type WhisperConfig } from "./whisper";

let server: Awaited<ReturnType<typeof startWhisper>>;
beforeAll(async () => {
  server = await startWhisper();
});
afterAll(() => server.close());

const make = (more: Partial<WhisperConfig> = {}) =>
  createWhisperAsr({ apiKey: server.key, baseUrl: server.url, finalDeadlineMs: 20_000, ...more });

asrContract("whisper", { make, say: async (phrase) => textToTones(phrase) });

const nothing = { type: "final", text: "", confidence: 0 };

describe("Whisper", () => {
  let asr: Asr;
  beforeEach(() => {
    server.faults.clear();
    server.requests.length = 0;
    asr = make();
  });
  afterEach(() => asr.close());
  const last = () => server.requests.at(-1);

  test("sends the speech of the turn alone, with the hotel's words as prompt and the key in a header", async () => {
    const guest = new Listener(asr, { vocabulary: ["Sea-view suite", "Zoë"] });
    for (let i = 0; i < 500; i++) guest.stream.push(new Int16Array(160));
    const final = await guest.turn("two nights");
    expect(final).toMatchObject({ text: "two nights", language: "en" });
    expect(final.confidence).toBeCloseTo(Math.exp(-0.2), 5);
    expect(last()?.audioMs).toBeLessThan(textToTones("two nights").length / 8 + 520);
    expect(final.words?.[0]?.startMs).toBeGreaterThan(9_000);
    expect(last()).toMatchObject({
      authorization: `Bearer ${server.key}`,
      granularities: ["word", "segment"],
      fields: {
        model: "whisper-1",
        language: "en",
        prompt: "Sea-view suite, Zoë",
        response_format: "verbose_json",
      },
    });
    expect(last()?.url).not.toContain(server.key);
  });

  test("newer models get json, an address may end in /v1, a prompt stays short", async () => {
    const newer = make({ model: "gpt-4o-transcribe", baseUrl: `${server.url}/v1/` });
    const vocabulary = Array.from({ length: 2_000 }, (_, i) => `Guest ${i}`);
    const guest = new Listener(newer, { vocabulary });
    expect(await guest.turn("yes")).toEqual({ type: "final", text: "yes", confidence: 0.7 });
    expect(last()?.fields.response_format).toBe("json");
    expect(last()?.fields.prompt?.length).toBeLessThan(700);
    await newer.close();
  });

  test("silence costs no request; words made of silence are nothing", async () => {
    const guest = new Listener(asr);
    for (let i = 0; i < 100; i++) guest.stream.push(new Int16Array(160));
    guest.stream.endTurn();
    await guest.until(() => guest.finals.length === 1);
    expect(server.requests).toHaveLength(0);
    server.faults.next("silence");
    expect(await guest.turn("hm")).toEqual(nothing);
  });

  test.each<[WhisperFault]>([["429"], ["500"], ["close"], ["close-mid"]])(
    "after %s it asks once more",
    async (fault) => {
      server.faults.next(fault);
      const guest = new Listener(asr);
      expect((await guest.turn("three nights")).text).toBe("three nights");
      expect(guest.errors).toEqual([]);
    },
  );

  test.each<[WhisperFault, number, string]>([
    ["401", 1, "auth fatal"],
    ["400", 1, "rejected fatal"],
    ["429", 2, "rate_limited"],
    ["500", 2, "unavailable"],
    ["garbage", 1, "protocol"],
    ["odd", 1, "protocol"],
    ["huge", 1, "protocol"],
    ["redirect", 2, "unavailable"],
  ])("%s ×%i is an empty final and an error: %s", async (fault, count, error) => {
    server.faults.next(fault, count);
    const guest = new Listener(asr);
    expect(await guest.turn("three nights")).toEqual(nothing);
    expect(guest.errors).toEqual([error]);
    const again = await guest.turn("yes");
    expect(again.text).toBe(error.endsWith("fatal") ? "" : "yes");
    expect(guest.errors).toHaveLength(1);
  });

  test.each([
    ["an address that is none", { baseUrl: "nonsense" }, "rejected fatal"],
    ["a key that cannot be sent", { apiKey: "two\nlines" }, "rejected fatal"],
    ["nobody there", { baseUrl: "http://127.0.0.1:1" }, "unavailable"],
  ])("%s is an error of the call and no exception", async (_, config, error) => {
    const odd = make(config);
    const guest = new Listener(odd);
    expect(await guest.turn("yes")).toEqual(nothing);
    expect(guest.errors).toEqual([error]);
    expect(JSON.stringify(guest.events)).not.toContain("lines");
    await odd.close();
  });

  test("a server that hangs costs the turn's deadline, three in a row the stream; order is kept", async () => {
    server.faults.next("hang", 3);
    const hasty = make({ finalDeadlineMs: 60 });
    const guest = new Listener(hasty);
    for (const text of ["one", "two", "three"]) {
      guest.say(text);
      guest.stream.endTurn();
    }
    await guest.until(() => guest.finals.length === 3);
    expect(guest.errors).toEqual(["timeout", "timeout", "timeout fatal"]);
    expect(await guest.turn("four")).toEqual(nothing);
    await hasty.close();
  });

  test("a call's language may change; the language that was spoken is told", async () => {
    const guest = new Listener(asr);
    guest.say("[de] zwei zimmer");
    guest.stream.switchLanguage?.("de");
    expect(await guest.turn("[de] bitte")).toMatchObject({ language: "de" });
    const asked = () => server.requests.map(({ fields }) => fields.language);
    expect(asked()).toContain("de");
    const open = new Listener(asr, { detectLanguage: true });
    expect(await open.turn("[bn] dui")).toMatchObject({ text: "dui", language: "bn" });
    expect(asked()).toContain(undefined);
  });

  test("closing while a request runs leaves no timer", async () => {
    const timers = countedTimers();
    const counted = make({ timers });
    server.faults.next("hang");
    const guest = new Listener(counted);
    guest.say("yes");
    guest.stream.endTurn();
    await counted.close();
    expect(timers.armed).toBe(0);
    expect(guest.finals).toEqual([]);
  });
});
