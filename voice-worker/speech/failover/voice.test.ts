import { describe, expect, test } from "vitest";
import { Breaker, vendorLimits } from "@/server/kernel/breaker";
import { ManualTimers, settle } from "@/voice-worker/testing/manual-timers";
import { SpeechError } from "../errors";
import { tonesToTexts } from "../testing/tone-modem";
import { createFakeTts, type FakeTts } from "../tts/fake";
import type { SpokenWord, Tts, TtsRequest } from "../tts/port";
import { VoiceFailover } from "./voice";

/** A fake voice that takes as long as it is told before each chunk, on hand-moved time, and notes when it is left. */
function voice(timers: ManualTimers, slow: { firstMs?: number; chunkMs?: number; words?: boolean } = {}) {
  const state = { ...slow, aborted: 0 };
  const prepared: string[] = [];
  const fake = createFakeTts({
    maxClauses: 20,
    firstMs: 1,
    chunkMs: 2,
    delay: (kind, signal) =>
      new Promise((go, leave) => {
        const ms = (kind === 1 ? state.firstMs : state.chunkMs) ?? 0;
        const leaveIt = () => {
          cancel();
          state.aborted += 1;
          leave(signal.reason);
        };
        const cancel = timers.after(ms, () => {
          signal.removeEventListener("abort", leaveIt);
          go();
        });
        signal.addEventListener("abort", leaveIt);
      }),
  });
  const tts: Tts = {
    ...fake,
    prepare: ({ language }) => prepared.push(language),
    async *synthesize(request: TtsRequest, signal) {
      let at = 0;
      for await (const chunk of fake.synthesize(request, signal)) {
        const fromMs = at / 8;
        at += chunk.pcm.length;
        // Forty milliseconds a byte after sixty of lead-in, as the tones are made.
        const words = wordsOf(request.text).filter(({ startMs }) => startMs >= fromMs && startMs < at / 8);
        yield state.words ? { ...chunk, words } : chunk;
      }
    },
  };
  return { state, fake, tts, prepared };
}
function wordsOf(text: string): SpokenWord[] {
  return [...text.matchAll(/\S+/g)].map((match) => ({
    text: match[0],
    startMs: 60 + match.index * 40,
    endMs: 60 + (match.index + match[0].length) * 40,
  }));
}

type Slow = Parameters<typeof voice>[1] & { lastResort?: true; languages?: readonly string[] };
function world(...voices: Slow[]) {
  const timers = new ManualTimers();
  const made = voices.map((slow) => voice(timers, slow));
  const breakers = made.map(() => new Breaker(vendorLimits, () => timers.now()));
  const reports: string[] = [];
  const tts = new VoiceFailover({
    rungs: made.map((one, n) => ({
      vendor: `v${n}`,
      tts: Object.assign(one.tts, {
        voices: (language: string) =>
          (voices[n]?.languages ?? [language]).includes(language) ? ["tone"] : [],
      }),
      breaker: breakers[n] as Breaker,
      ...(voices[n]?.lastResort ? { lastResort: true } : {}),
    })),
    timers,
    report: (vendor, on) => reports.push(`${vendor} ${on ? "down" : "up"}`),
  });
  const say = async (
    text: string,
    turn?: string,
    signal = new AbortController().signal,
    language = "en",
    patienceMs?: number,
  ) => {
    const pcm: number[] = [];
    const words: SpokenWord[] = [];
    let error: unknown;
    let done = false;
    const speaking = (async () => {
      try {
        const request = { text, language, sampleRate: 8000 as const, turn, patienceMs };
        for await (const chunk of tts.synthesize(request, signal)) {
          pcm.push(...chunk.pcm);
          words.push(...(chunk.words ?? []));
        }
      } catch (thrown) {
        error = thrown;
      }
      done = true;
    })();
    for (let n = 0; n < 600 && !done; n++) await timers.run(20, 20);
    await speaking;
    return { heard: tonesToTexts(Int16Array.from(pcm)), words, error, at: timers.now(), ms: pcm.length / 8 };
  };
  const spoken = (n: number) => (made[n] as { fake: FakeTts }).fake.spoken;
  const state = (n: number) => (made[n] as (typeof made)[number]).state;
  const fail = (n: number, when?: "first" | "middle") =>
    made[n]?.fake.failNext(new SpeechError("no", `v${n}`, true), when);
  return { timers, tts, say, spoken, state, fail, reports, breakers, made };
}

describe("the voices of a call", () => {
  test("the first says everything while it can; nobody else is asked", async () => {
    const { say, spoken, reports, tts } = world({}, {});
    expect((await say("Good evening.", "t1")).heard).toEqual(["Good evening."]);
    expect((await say("How can I help?", "t1")).heard).toEqual(["How can I help?"]);
    expect([spoken(1), reports, tts.name]).toEqual([[], [], "v0"]);
  });

  test("one that fails before a sound is replaced within the clause, for the rest of the response", async () => {
    const { say, spoken, fail, reports, tts } = world({}, {});
    fail(0);
    expect((await say("Good evening.", "t1")).heard).toEqual(["Good evening."]);
    expect([reports, tts.name]).toEqual([["v0 down"], "v1"]);
    await say("How can I help?", "t1");
    expect(spoken(1)).toEqual(["Good evening.", "How can I help?"]);
    await say("Two nights.", "t2");
    expect([spoken(0).at(-1), reports, tts.name]).toEqual(["Two nights.", ["v0 down", "v0 up"], "v0"]);
  });

  test("one without a sound in time is given up, wherever it is in the response", async () => {
    const { say, state, timers, reports } = world({}, {});
    await say("Good evening.", "t1");
    state(0).firstMs = 60_000;
    const before = timers.now();
    const late = await say("How can I help?", "t1");
    expect(late.heard).toEqual(["How can I help?"]);
    expect(late.at - before).toBeLessThan(1_800);
    expect([state(0).aborted, reports]).toEqual([1, ["v0 down"]]);
    expect(timers.pending).toBe(0);
  });

  test("a slow first clause is asked of the next voice too, and one of them is heard", async () => {
    const { say, state, spoken, timers, reports } = world({ firstMs: 1_200 }, { firstMs: 100 });
    const { heard, at } = await say("Good evening.", "t1");
    expect(heard).toEqual(["Good evening."]);
    expect(at).toBeLessThan(1_000);
    expect([spoken(0), spoken(1)]).toEqual([["Good evening."], ["Good evening."]]);
    expect([state(0).aborted, reports, timers.pending]).toEqual([1, ["v0 down"], 0]);
  });

  test("the slow one wins when it is still first, and the other is left", async () => {
    const { say, state, reports } = world({ firstMs: 900 }, { firstMs: 900 });
    expect((await say("Good evening.", "t1")).heard).toEqual(["Good evening."]);
    expect([state(1).aborted, reports]).toEqual([1, []]);
    state(0).firstMs = 800;
    expect((await say("How can I help?", "t1")).heard).toEqual(["How can I help?"]);
    expect(state(1).aborted).toBe(1);
  });

  test("the voice of last resort is not asked beside a slow one, only after it", async () => {
    const { say, spoken, reports } = world({ firstMs: 1_200 }, { lastResort: true });
    expect((await say("Good evening.", "t1")).heard).toEqual(["Good evening."]);
    expect([spoken(1), reports]).toEqual([[], []]);
  });

  test("three slow voices: the last resort is heard within two and a half seconds, clause after clause", async () => {
    const slow = { firstMs: 60_000 };
    const { say, timers, reports, tts, state } = world(slow, slow, slow, { firstMs: 200, lastResort: true });
    for (const [turn, text] of [
      ["t1", "Good evening."],
      ["t1", "How can I help?"],
      ["t2", "Two nights."],
    ] as const) {
      const before = timers.now();
      const { heard, at, ms } = await say(text, turn);
      expect(heard).toEqual([text]);
      expect(at - before - ms).toBeLessThan(2_500);
    }
    expect([tts.name, reports.includes("v0 down"), timers.pending]).toEqual(["v3", true, 0]);
    expect([0, 1].every((n) => state(n).aborted > 0)).toBe(true);
  });

  test("a slow voice is still heard when those asked beside it are slower", async () => {
    const { say, spoken, reports, tts } = world({ firstMs: 2_200 }, { firstMs: 60_000 });
    expect((await say("Good evening.", "t1")).heard).toEqual(["Good evening."]);
    expect([spoken(1), reports, tts.name]).toEqual([["Good evening."], [], "v0"]);
  });

  test("in a language the last resort does not speak the slow one is waited for, and nobody is blamed", async () => {
    const { say, spoken, timers, breakers } = world(
      { firstMs: 2_200 },
      { lastResort: true, languages: ["en"] },
    );
    for (const turn of ["t1", "t2", "t3", "t4", "t5"])
      expect((await say("Guten Abend.", turn, undefined, "de")).heard).toEqual(["Guten Abend."]);
    expect([spoken(1), breakers[0]?.state, timers.pending]).toEqual([[], "closed", 0]);
  });

  test("a voice that lacks the language is not asked, not blamed, and back with a language that it speaks", async () => {
    const { say, spoken, tts, made, reports, breakers } = world({ languages: ["en"] }, {});
    tts.prepare({ language: "bn", sampleRate: 8000 });
    expect(made.map(({ prepared }) => prepared)).toEqual([[], ["bn"]]);
    const live = new AbortController().signal;
    for (let n = 0; n < 6; n++)
      expect(await say(`doi ${n}`, `t${n}`, live, "bn")).toMatchObject({ error: undefined });
    expect([spoken(0), spoken(1).length, reports]).toEqual([[], 6, []]);
    expect((await say("hello", "t9")).heard).toEqual(["hello"]);
    expect([spoken(0), breakers.map(({ state }) => state), reports]).toEqual([
      ["hello"],
      ["closed", "closed"],
      [],
    ]);
  });

  test("one that is slow and then fails has failed once: the next response begins with it", async () => {
    const { say, state, fail, spoken } = world({ firstMs: 2_000 }, { firstMs: 3_000 });
    fail(0);
    expect((await say("Good evening.", "t1")).heard).toEqual(["Good evening."]);
    state(0).firstMs = 0;
    expect((await say("Two nights.", "t2")).heard).toEqual(["Two nights."]);
    expect(spoken(1)).toEqual(["Good evening."]);
  });

  test("the only one left is waited for", async () => {
    const { say, fail } = world({}, { firstMs: 3_000 });
    fail(0);
    expect((await say("Good evening.", "t1")).heard).toEqual(["Good evening."]);
  });

  test("torn amid a clause: no other voice finishes it; the next clause is the next voice's", async () => {
    const { say, spoken, fail, reports } = world({}, {});
    fail(0, "middle");
    const torn = await say("We have three rooms left for these nights.", "t1");
    expect(torn.error).toBeInstanceOf(SpeechError);
    expect(torn.ms).toBe(400);
    expect([spoken(0).length, spoken(1)]).toEqual([1, []]);
    await say("Which one would you like?", "t1");
    expect([spoken(1), reports]).toEqual([["Which one would you like?"], ["v0 down"]]);
  });

  test("torn, with the words told: the same voice says what is left, once, and word times go on", async () => {
    const { say, spoken, fail } = world({ words: true }, {});
    fail(0, "middle");
    const { heard, words, error } = await say("We have three rooms left.", "t1");
    expect(error).toBeUndefined();
    expect(spoken(0)).toEqual(["We have three rooms left.", "three rooms left."]);
    expect(heard.at(-1)).toBe("three rooms left.");
    expect(words.map(({ text }) => text).slice(-3)).toEqual(["three", "rooms", "left."]);
    expect(words.at(-1)?.startMs).toBeGreaterThan(400);
    expect(spoken(1)).toEqual([]);
  });

  test("torn twice: the rest is dropped", async () => {
    const { say, spoken, fail } = world({ words: true }, {});
    fail(0, "middle");
    fail(0);
    const { error } = await say("We have three rooms left.", "t1");
    expect(error).toBeInstanceOf(SpeechError);
    expect([spoken(0).length, spoken(1)]).toEqual([2, []]);
  });

  test("one that stops amid a clause without a word is torn, too", async () => {
    const { say, state } = world({}, {});
    state(0).chunkMs = 60_000;
    const { error, at } = await say("We have three rooms left.", "t1");
    expect(error).toBeDefined();
    expect(at).toBeLessThan(2_500);
  });

  test("after two failures in a row a vendor rests in this call; an open breaker is not asked at all", async () => {
    const { say, spoken, fail, timers, breakers } = world({}, {});
    for (const turn of ["t1", "t2"]) {
      fail(0);
      await say(`This is ${turn}.`, turn);
    }
    await say("Resting.", "t3");
    expect(spoken(0)).toEqual(["This is t1.", "This is t2."]);
    timers.advance(15_000);
    await say("Back.", "t4");
    expect(spoken(0).at(-1)).toBe("Back.");
    breakers[0]?.trip();
    await say("Elsewhere.", "t5");
    expect(spoken(0).at(-1)).toBe("Back.");
    timers.advance(vendorLimits.windowMs);
    await say("Probe.", "t6");
    expect([spoken(0).at(-1), breakers[0]?.state]).toEqual(["Probe.", "closed"]);
  });

  test("the way is opened to who will be asked first: at the call's beginning and before each response", async () => {
    const { tts, made, say, fail, breakers, timers } = world({}, {});
    const prepared = () => made.map(({ prepared }) => prepared.splice(0).join());
    tts.prepareNext();
    expect(prepared()).toEqual(["", ""]);
    tts.prepare({ language: "de", sampleRate: 8000 });
    expect(prepared()).toEqual(["de", ""]);
    fail(0);
    await say("Good evening.", "t1");
    tts.prepareNext();
    expect([tts.name, prepared()]).toEqual(["v1", ["en", ""]]);
    fail(0);
    await say("Good evening.", "t2");
    tts.prepareNext();
    expect(prepared()).toEqual(["", "en"]);
    timers.advance(15_000);
    tts.prepareNext();
    expect(prepared()).toEqual(["en", ""]);
    breakers[0]?.trip();
    tts.prepareNext();
    expect(prepared()).toEqual(["", "en"]);
    await tts.close();
    tts.prepareNext();
    expect(prepared()).toEqual(["", ""]);
  });

  test("with every breaker open the last voice is tried: any word is better than none", async () => {
    const { say, breakers, spoken } = world({}, {});
    for (const breaker of breakers) breaker.trip();
    expect((await say("Still here.", "t1")).heard).toEqual(["Still here."]);
    expect([spoken(0), spoken(1)]).toEqual([[], ["Still here."]]);
  });

  test("when all fail the clause fails with the last one's error, and everything is closed", async () => {
    const { say, fail, timers } = world({}, {}, {});
    for (const n of [0, 1, 2]) fail(n);
    const { error, heard } = await say("Hello?", "t1");
    expect([error, heard]).toEqual([expect.objectContaining({ vendor: "v2" }), []]);
    expect(timers.pending).toBe(0);
  });

  test("a barge-in ends both requests with its own reason and blames nobody", async () => {
    const { say, state, timers, breakers } = world({ firstMs: 60_000 }, { firstMs: 60_000 });
    const abort = new AbortController();
    timers.after(900, () => abort.abort(new Error("barge-in")));
    const { error } = await say("Good evening.", "t1", abort.signal);
    expect((error as Error).message).toBe("barge-in");
    expect([state(0).aborted, state(1).aborted, timers.pending]).toEqual([1, 1, 0]);
    for (let n = 0; n < 4; n++) breakers[0]?.insist().failed();
    expect(breakers[0]?.state).toBe("closed");
  });

  test("a barge-in on the probe of a voice that was away leaves the next clause its own", async () => {
    const { say, spoken, state, breakers, timers } = world({ firstMs: 400 }, {});
    breakers[0]?.trip();
    timers.advance(vendorLimits.windowMs);
    const abort = new AbortController();
    timers.after(200, () => abort.abort(new Error("barge-in")));
    await say("Good evening.", "t1", abort.signal);
    expect([spoken(0), spoken(1)]).toEqual([["Good evening."], []]);
    state(0).firstMs = 0;
    await say("Two nights.", "t2");
    expect([spoken(0).at(-1), spoken(1), breakers[0]?.state]).toEqual(["Two nights.", [], "closed"]);
  });

  test("a clause begun before a voice was away frees nobody's probe of it when it is given up", async () => {
    const { tts, spoken, state, breakers, timers } = world({}, {});
    const clause = (turn: string) =>
      tts
        .synthesize({ text: turn, language: "en", sampleRate: 8000, turn }, new AbortController().signal)
        [Symbol.asyncIterator]();
    const first = async (of: ReturnType<typeof clause>) => {
      const sound = of.next();
      await timers.run(20, 20);
      await sound;
    };
    const before = clause("before");
    await first(before);
    breakers[0]?.trip();
    timers.advance(vendorLimits.windowMs);
    state(0).firstMs = 600;
    const probe = clause("probe");
    const sound = probe.next();
    await before.return(undefined);
    const next = clause("next");
    await first(next);
    expect([spoken(0), spoken(1)]).toEqual([["before", "probe"], ["next"]]);
    await timers.run(600, 20);
    await sound;
    for (const one of [probe, next]) await one.return(undefined);
  });

  test("that the voice of last resort is due takes nobody's probe", async () => {
    const { say, spoken, breakers, timers, tts } = world(
      { firstMs: 60_000 },
      {},
      {},
      { firstMs: 60_000, lastResort: true },
    );
    breakers[1]?.trip();
    timers.advance(vendorLimits.windowMs);
    await say("Good evening.", "t1", undefined, "en", 900);
    expect([1, 2, 3].map(spoken)).toEqual([["Good evening."], [], ["Good evening."]]);
    expect([breakers[1]?.state, tts.name]).toEqual(["closed", "v1"]);
  });

  test("no text, no request; closed or without voices it refuses", async () => {
    const { say, spoken, tts } = world({});
    await say("  ", "t1");
    expect(spoken(0)).toEqual([]);
    await tts.close();
    expect((await say("Hello.", "t1")).error).toBeInstanceOf(SpeechError);
    expect((await world().say("Hello.", "t1")).error).toBeInstanceOf(SpeechError);
  });

  test("a persona's voice goes to the vendor that has it and to no other", async () => {
    const { tts, made } = world({}, {});
    const asked: (string | undefined)[] = [];
    for (const one of made) {
      const { synthesize } = one.tts;
      one.tts.synthesize = (request, signal) => {
        asked.push(request.voice);
        return synthesize(request, signal);
      };
    }
    for (const name of ["tone", "Rachel"]) {
      const run = tts.synthesize(
        { text: "Hello.", language: "en", sampleRate: 8000, voice: name },
        new AbortController().signal,
      );
      const first = run[Symbol.asyncIterator]().next();
      await settle();
      void first;
    }
    expect(asked).toEqual(["tone", undefined]);
  });
});
