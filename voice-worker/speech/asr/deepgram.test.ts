import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ManualTimers } from "@/voice-worker/testing/manual-timers";
import { realTimers } from "@/voice-worker/timing";
import { EarFailover } from "../failover/ear";
import { type DeepgramFault, startDeepgram } from "../testing/deepgram-server";
import { countedTimers, Listener } from "../testing/listener";
import { textToTones } from "../testing/tone-modem";
import { asrContract } from "./contract";
import { createDeepgramAsr, type DeepgramConfig } from "./deepgram";
import { createFakeAsr } from "./fake";
import type { Asr } from "./port";

let server: Awaited<ReturnType<typeof startDeepgram>>;
beforeAll(async () => {
  server = await startDeepgram();
});
afterAll(() => server.close());

/** Deadlines that a busy machine keeps, too. */
const patient = {
  finalDeadlineMs: 20_000,
  connectDeadlineMs: 10_000,
  finalizeQuietMs: 5_000,
  backoffMs: 5,
};
const make = (more: Partial<DeepgramConfig> = {}) =>
  createDeepgramAsr({ apiKey: server.key, baseUrl: server.url, ...patient, ...more });

asrContract("deepgram", { make, say: async (phrase) => textToTones(phrase) });

describe("Deepgram", () => {
  let asr: Asr;
  beforeEach(() => {
    server.faults.clear();
    server.connections.length = 0;
    asr = make();
  });
  afterEach(() => asr.close());
  const last = () => server.connections.at(-1);

  test("the key is in a header, the format and the hotel's words in the address", async () => {
    const vocabulary = ["Sea-view suite", "sea-view SUITE", "", "Zoë", "a&b=c;drop", "x".repeat(200)];
    await new Listener(asr, { vocabulary }).turn("yes");
    expect(last()?.url).not.toContain(server.key);
    expect(last()?.authorization).toBe(`Token ${server.key}`);
    expect(last()?.query.getAll("keyterm")).toEqual(["Sea-view suite", "Zoë", "a b c drop"]);
    expect(Object.fromEntries(last()?.query ?? [])).toMatchObject({
      model: "nova-3",
      language: "en",
      encoding: "mulaw",
      sample_rate: "8000",
      interim_results: "true",
      endpointing: "200",
    });
  });

  test("older models get single words as keywords; thousands of words stay within the token limit", async () => {
    const many = Array.from({ length: 3_000 }, (_, i) => `Guest${i}`);
    const older = make({ model: "nova-2" });
    await new Listener(older, { vocabulary: ["Sea view", ...many] }).turn("yes");
    const words = last()?.query.getAll("keywords") ?? [];
    expect(words[0]).toBe("Guest0:2");
    expect(words.length).toBeGreaterThan(50);
    expect(words.length).toBeLessThanOrEqual(100);
    expect(last()?.query.has("keyterm")).toBe(false);
    await older.close();
  });

  test("what it ends by itself is a stable partial; the final then needs no question", async () => {
    const guest = new Listener(asr);
    guest.say("two nights", 400);
    await guest.until((events) => events.some((event) => event.type === "partial" && event.stability === 1));
    expect(guest.finals).toEqual([]);
    guest.stream.endTurn();
    await guest.until(() => guest.finals.length === 1);
    expect(guest.finals[0]).toMatchObject({ text: "two nights", confidence: expect.closeTo(0.98) });
    expect(last()?.told).toEqual([]);
  });

  test("several utterances are one turn, with words in the time of the stream", async () => {
    const guest = new Listener(asr);
    await guest.turn("first");
    guest.say("two nights", 400);
    await guest.until((events) => events.some((event) => event.type === "partial" && event.stability === 1));
    const final = await guest.turn("from friday");
    expect(final.text).toBe("two nights from friday");
    const starts = final.words?.map((word) => word.startMs) ?? [];
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    expect(starts[0]).toBeGreaterThanOrEqual(textToTones("first").length / 8);
    expect(server.connections).toHaveLength(1);
  });

  test.each<[DeepgramFault, string]>([
    ["429", "rate_limited"],
    ["500", "unavailable"],
    ["close-on-open", "unavailable"],
    ["close-mid", "unavailable"],
    ["garbage", "protocol"],
    ["binary", "protocol"],
    ["odd", "protocol"],
    ["error-message", "unavailable"],
  ])("after %s it connects again and no word is lost", async (fault, reason) => {
    server.faults.next(fault);
    const guest = new Listener(asr);
    expect((await guest.turn("three nights please")).text).toBe("three nights please");
    expect(guest.errors).toEqual([reason]);
  });

  test("a handshake that hangs is given up and tried again", async () => {
    server.faults.next("hang-upgrade");
    const hasty = make({ connectDeadlineMs: 60 });
    const guest = new Listener(hasty);
    expect((await guest.turn("yes")).text).toBe("yes");
    expect(guest.errors).toEqual(["timeout"]);
    await hasty.close();
  });

  test("a wrong key is fatal at once, and turns still end", async () => {
    const wrong = make({ apiKey: "wrong" });
    const guest = new Listener(wrong);
    expect(await guest.turn("yes")).toEqual({ type: "final", text: "", confidence: 0 });
    expect(await guest.turn("yes")).toEqual({ type: "final", text: "", confidence: 0 });
    expect(guest.errors).toEqual(["auth fatal"]);
    expect(JSON.stringify(guest.events)).not.toContain("wrong");
    await wrong.close();
  });

  test.each([
    ["an address of another kind", { baseUrl: "ftp://127.0.0.1" }],
    ["a key that cannot be sent", { apiKey: "two\nlines" }],
  ])("%s is an error of the call and no exception", async (_, config) => {
    const odd = make(config);
    const guest = new Listener(odd);
    expect(await guest.turn("yes")).toEqual({ type: "final", text: "", confidence: 0 });
    expect(guest.errors).toEqual(["rejected fatal"]);
    expect(JSON.stringify(guest.events)).not.toContain("lines");
    await odd.close();
  });

  test("a server that stays away is fatal after the bound; one that hangs costs the turn, twice the stream", async () => {
    server.faults.next("500", 9);
    const away = new Listener(asr);
    expect((await away.turn("yes")).text).toBe("");
    expect(away.errors).toEqual(["unavailable", "unavailable", "unavailable", "unavailable fatal"]);
    server.faults.clear();

    server.faults.next("silent", 3);
    const hasty = make({ finalDeadlineMs: 80 });
    const deaf = new Listener(hasty);
    expect((await deaf.turn("yes")).text).toBe("");
    expect((await deaf.turn("yes")).text).toBe("");
    expect(deaf.errors).toEqual(["timeout", "timeout fatal"]);
    await hasty.close();
  });

  test("a connection that takes everything and says nothing is found out by its first turn", async () => {
    server.faults.next("silent", 2);
    const hasty = make({ finalizeQuietMs: 50 });
    const guest = new Listener(hasty);
    expect((await guest.turn("a table for two on the terrace")).text).toBe("");
    expect((await guest.turn("a table for two on the terrace")).text).toBe("");
    expect(guest.errors).toEqual(["timeout", "timeout fatal"]);
    await hasty.close();
  });

  test("a connection that goes mute after its first turn is found out by the next, and another ear hears that one", async () => {
    server.faults.next("stalls");
    const hasty = make({ finalizeQuietMs: 1_000 });
    const guest = new Listener(hasty);
    expect((await guest.turn("two nights from friday")).text).toBe("two nights from friday");
    expect((await guest.turn("a table for two on the terrace at seven in the evening")).text).toBe("");
    expect(guest.errors).toEqual(["timeout"]);

    server.faults.next("stalls");
    const other = createFakeAsr();
    const reports: string[] = [];
    const report = (vendor: string, on: boolean) => void reports.push(`${vendor} ${on ? "down" : "up"}`);
    const rungs = [hasty, other].map((asr) => ({ vendor: asr.name, asr }));
    const both = new EarFailover({ rungs, timers: realTimers, report, finalMs: 10_000 });
    const second = new Listener(both);
    expect((await second.turn("two nights from friday")).text).toBe("two nights from friday");
    const words = "a table for two on the terrace at seven in the evening";
    expect((await second.turn(words)).text).toBe(words);
    expect(reports).toEqual(["deepgram down"]);
    second.stream.close();
    await Promise.all([hasty, other].map((asr) => asr.close()));
  });

  test("a Finalize without an answer ends with what was heard, and with little trust", async () => {
    server.faults.next("no-finalize");
    const hasty = make({ finalizeQuietMs: 50 });
    const guest = new Listener(hasty);
    guest.say("a table for two ");
    await guest.until((events) => events.some((event) => event.type === "partial"));
    const final = await guest.turn("on the terrace");
    expect("a table for two on the terrace".startsWith(final.text)).toBe(true);
    expect(final.text).not.toBe("");
    expect(final.confidence).toBe(0.4);
    expect(guest.errors).toEqual([]);
    await hasty.close();
  });

  test("all sockets killed at once: every caller goes on", async () => {
    const guests = Array.from({ length: 20 }, () => new Listener(asr));
    await Promise.all(guests.map((guest) => guest.turn("hello")));
    for (const guest of guests) guest.say("yes ");
    server.killAll();
    const finals = await Promise.all(guests.map((guest) => guest.turn("please")));
    expect(finals.map((final) => final.text)).toEqual(guests.map(() => "yes please"));
  });

  test("another language in mid-turn hears the whole turn again", async () => {
    const guest = new Listener(asr);
    guest.say("[de] zwei zimmer", 400);
    await guest.until((events) => events.some((event) => event.type === "partial" && event.stability === 1));
    guest.stream.switchLanguage?.("de");
    guest.stream.switchLanguage?.("de");
    expect((await guest.turn("[de] bitte")).text).toBe("zwei zimmer bitte");
    expect(server.connections.map(({ query }) => query.get("language"))).toEqual(["en", "de"]);
  });

  test("a language is told where several are listened for", async () => {
    const guest = new Listener(asr, { detectLanguage: true });
    expect(await guest.turn("[de] zwei zimmer")).toMatchObject({ text: "zwei zimmer", language: "de" });
    expect(last()?.query.get("language")).toBe("multi");
    const bengali = new Listener(asr, { detectLanguage: true, language: "bn" });
    await bengali.turn("[bn] dui");
    expect(last()?.query.get("language")).toBe("bn");
  });

  test("silence on the line is kept alive; close says goodbye and leaves neither socket nor timer", async () => {
    const timers = new ManualTimers();
    const manual = make({ timers });
    const guest = new Listener(manual);
    expect((await guest.turn("yes")).text).toBe("yes");
    timers.advance(4_000);
    timers.advance(4_000);
    await manual.close();
    expect(last()?.told).toEqual(["Finalize", "KeepAlive", "KeepAlive", "CloseStream"]);
    expect(timers.pending).toBe(0);
  });

  test("closing while it connects, waits or speaks leaves nothing", async () => {
    const timers = countedTimers();
    const many = make({ timers });
    server.faults.next("hang-upgrade");
    server.faults.next("silent");
    for (const text of ["yes", "no", "two"]) {
      const guest = new Listener(many);
      guest.say(text);
      guest.stream.endTurn();
    }
    await many.close();
    expect(timers.armed).toBe(0);
  });
});
