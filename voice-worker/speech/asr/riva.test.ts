import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SpeechError } from "../errors";
import { countedTimers, Listener } from "../testing/listener";
import { type RivaFault, startRiva } from "../testing/riva-server";
import { textToTones } from "../testing/tone-modem";
import { asrContract } from "./contract";
import { createRivaAsr, type RivaAsr, type RivaConfig } from "./riva";

let server: Awaited<ReturnType<typeof startRiva>>;
beforeAll(async () => {
  server = await startRiva();
});
afterAll(() => server.close());

/** Deadlines that a busy machine keeps, too. */
const patient = { finalDeadlineMs: 20_000, connectDeadlineMs: 10_000, backoffMs: 5 };
const make = (more: Partial<RivaConfig> = {}) => createRivaAsr({ url: server.url, ...patient, ...more });

asrContract("riva", { make, say: async (phrase) => textToTones(phrase) });

describe("Riva", () => {
  let asr: RivaAsr;
  beforeEach(() => {
    server.faults.clear();
    server.calls.length = 0;
    asr = make();
  });
  afterEach(() => asr.close());
  const last = () => server.calls.at(-1);

  test("the telephone's µ-law goes out as it is, with the hotel's words in contexts and endpointing", async () => {
    const vocabulary = [
      "Sea-view suite",
      "sea-view SUITE",
      " ",
      ...Array.from({ length: 900 }, (_, i) => `Guest ${i}`),
    ];
    const guest = new Listener(asr, { vocabulary });
    expect((await guest.turn("yes")).text).toBe("yes");
    const { config, audioBytes } = last() ?? {};
    expect(audioBytes).toBe(textToTones("yes").length);
    expect(config).toMatchObject({
      encoding: "MULAW",
      sample_rate_hertz: 8_000,
      language_code: "en-US",
      enable_word_time_offsets: true,
      endpointing_config: { stop_history: 400, stop_history_eou: 240 },
    });
    expect(config?.speech_contexts.map(({ phrases }) => phrases.length)).toEqual([100, 100, 100, 100, 100]);
    expect(config?.speech_contexts[0]?.phrases.slice(0, 2)).toEqual(["Sea-view suite", "Guest 0"]);
    expect(config?.speech_contexts[0]?.boost).toBe(20);
  });

  test("a browser's 16 kHz goes out as linear PCM", async () => {
    const guest = new Listener(asr, { sampleRate: 16_000, language: "de-AT" });
    guest.stream.push(new Int16Array(3_200).fill(900));
    guest.stream.endTurn();
    await guest.until(() => guest.finals.length === 1);
    expect(last()?.audioBytes).toBe(6_400);
    expect(last()?.config).toMatchObject({ encoding: "LINEAR_PCM", language_code: "de-AT" });
  });

  test.each([
    ["nl", "nl-NL"],
    ["sv", "sv-SE"],
    ["da", "da-DK"],
    ["no", "nb-NO"],
    ["nb", "nb-NO"],
    ["de", "de-DE"],
    ["nl-BE", "nl-BE"],
  ])("a call in %s is asked for as %s: a language without a region is refused", async (language, code) => {
    const guest = new Listener(asr, { language });
    await guest.turn("yes");
    expect(last()?.config).toMatchObject({ language_code: code });
  });

  test("finals carry words in the time of the stream, a confidence and what else it may have been", async () => {
    const guest = new Listener(asr);
    await guest.turn("first");
    const final = await guest.turn("two nights");
    expect(final).toMatchObject({ text: "two nights", language: "en" });
    expect(final.confidence).toBeCloseTo(0.9, 5);
    expect(final.alternatives).toEqual(["two nights then"]);
    expect(final.words?.map((word) => word.text)).toEqual(["two", "nights"]);
    expect(final.words?.[0]?.startMs).toBeGreaterThanOrEqual(textToTones("first").length / 8);
  });

  test("the end of an utterance is a partial of stability 1, and the stream goes on into the next turn", async () => {
    const guest = new Listener(asr);
    for (const text of ["two nights", "for two"]) {
      const turns = guest.finals.length;
      const stable = () =>
        guest.events.filter(
          (event) => event.type === "partial" && event.text === text && event.stability === 1,
        );
      guest.say(text, 700);
      await guest.until(() => stable().length > 1);
      guest.stream.endTurn();
      await guest.until(() => guest.finals.length > turns);
    }
    expect(guest.finals.map((final) => final.text)).toEqual(["two nights", "for two"]);
    expect(server.calls).toHaveLength(1);
  });

  test.each<[RivaFault, string]>([
    ["exhausted", "rate_limited"],
    ["internal", "unavailable"],
    ["close-mid", "unavailable"],
    ["garbage", "unavailable"],
  ])("after %s it calls again and no word is lost", async (fault, reason) => {
    server.faults.next(fault);
    const guest = new Listener(asr);
    expect((await guest.turn("three nights please")).text).toBe("three nights please");
    expect(guest.errors).toEqual([reason]);
  });

  test("a server that ends the stream in mid-turn is asked again", async () => {
    server.faults.next("end-mid");
    const guest = new Listener(asr);
    guest.say("three nights ");
    await guest.until(() => guest.errors.length === 1);
    expect((await guest.turn("please")).text).toBe("three nights please");
    expect(guest.errors).toEqual(["unavailable"]);
  });

  test.each<[RivaFault, string]>([
    ["unauthenticated", "auth fatal"],
    ["invalid", "rejected fatal"],
  ])("%s is fatal at once, and turns still end", async (fault, error) => {
    server.faults.next(fault);
    const guest = new Listener(asr);
    expect(await guest.turn("yes")).toEqual({ type: "final", text: "", confidence: 0 });
    expect(await guest.turn("yes")).toEqual({ type: "final", text: "", confidence: 0 });
    expect(guest.errors).toEqual([error]);
  });

  test("a server that hangs costs the turn; nobody there is fatal after the bound", async () => {
    server.faults.next("silent");
    const hasty = make({ finalDeadlineMs: 80 });
    const guest = new Listener(hasty);
    expect((await guest.turn("yes")).text).toBe("");
    expect((await guest.turn("yes")).text).toBe("yes");
    expect(guest.errors).toEqual(["timeout"]);
    await hasty.close();

    const nowhere = make({ url: "127.0.0.1:1", connectDeadlineMs: 50 });
    const alone = new Listener(nowhere);
    expect((await alone.turn("yes")).text).toBe("");
    expect(alone.errors.at(-1)).toMatch(/fatal$/);
    expect(alone.errors).toHaveLength(4);
    await nowhere.close();
  });

  test("a false start is taken back at the server too", async () => {
    const guest = new Listener(asr);
    guest.say("our own voice");
    await guest.until((events) => events.some((event) => event.type === "partial"));
    guest.stream.reset();
    expect((await guest.turn("yes")).text).toBe("yes");
    expect(guest.finals).toHaveLength(1);
    expect(server.calls).toHaveLength(2);
  });

  test("another language in mid-turn hears the whole turn again", async () => {
    const guest = new Listener(asr);
    guest.say("[de] zwei zimmer");
    await guest.until((events) => events.some((event) => event.type === "partial"));
    guest.stream.switchLanguage?.("de");
    guest.stream.endTurn();
    await guest.until(() => guest.finals.length === 1);
    expect(guest.finals[0]).toMatchObject({ text: "zwei zimmer", language: "de" });
    expect(server.calls.map(({ config }) => config.language_code)).toEqual(["en-US", "de-DE"]);
  });

  test("a multilingual model finds the language", async () => {
    const multi = make({ model: "parakeet-rnnt-multilingual" });
    const guest = new Listener(multi, { detectLanguage: true });
    expect(await guest.turn("[de] zwei zimmer")).toMatchObject({ text: "zwei zimmer", language: "de" });
    expect(last()?.config.language_code).toBe("multi");
    await multi.close();
  });

  test("health is asked, also where nobody answers", async () => {
    expect(await asr.healthy()).toBe(true);
    server.serve(false);
    expect(await asr.healthy()).toBe(false);
    server.serve(true);
    const nowhere = make({ url: "127.0.0.1:1" });
    await expect(nowhere.healthy(200)).rejects.toThrow();
    await nowhere.close();
  });

  test("a hosted endpoint's headers go out with every call", async () => {
    const hosted = make({ metadata: { "function-id": "f1", authorization: "Bearer token" } });
    await new Listener(hosted).turn("yes");
    expect(last()?.authorization).toBe("Bearer token");
    await hosted.close();
  });

  test("a key without TLS is refused to the caller, not to who makes the ear", async () => {
    const open = make({ apiKey: "secret" });
    expect(() => new Listener(open)).toThrow(SpeechError);
    await open.close();
  });

  test.each([
    ["an address that is none", { url: "http://[nonsense" }],
    ["an empty address", { url: "" }],
    ["headers that cannot be sent", { metadata: { "bad name": "x" } }],
  ])("%s is an error of the call and no exception", async (_, config) => {
    const odd = make({ connectDeadlineMs: 100, ...config });
    const guest = new Listener(odd);
    expect(await guest.turn("yes")).toEqual({ type: "final", text: "", confidence: 0 });
    expect(guest.errors.at(-1)).toMatch(/fatal$/);
    await odd.close();
  });

  test("closing in mid-turn cancels the call and leaves no timer", async () => {
    const timers = countedTimers();
    const counted = make({ timers });
    const guest = new Listener(counted);
    guest.say("two nights");
    await guest.until((events) => events.some((event) => event.type === "partial"));
    await counted.close();
    expect(timers.armed).toBe(0);
    expect(last()?.ended).not.toBe("half-closed");
  });
});
