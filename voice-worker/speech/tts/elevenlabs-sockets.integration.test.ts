import { describe, expect, test } from "vitest";
import { asked, begin, elevenLabsWorld, failing, hear, until } from "../testing/elevenlabs-world";
import type { Tts } from "./port";

const world = elevenLabsWorld();
const TEXTS = ["The first of them all.", "Then the second one.", "And the third at last."];

describe("the sockets of an ElevenLabs voice", () => {
  test("a call's clauses share one, each in a context that is closed, and the end says goodbye", async () => {
    const tts = world.make();
    for (const text of TEXTS) expect((await hear(tts, { text })).texts).toEqual([text]);
    expect([world.server.opened, world.server.most, world.server.closed.length]).toEqual([1, 1, 3]);
    expect(new Set(world.server.closed).size).toBe(3);
    await tts.close();
    await until(() => world.server.goodbyes === 1 && world.server.connections === 0);
  });

  test("what was prepared is open when the clause comes, and saves it the handshake", async () => {
    world.server.handshakeMs = 120;
    const first = async (tts: Tts) => {
      const at = performance.now();
      for await (const _ of tts.synthesize(asked, new AbortController().signal)) break;
      return performance.now() - at;
    };
    const cold = await first(world.make());
    const tts = world.make();
    tts.prepare?.(asked);
    tts.prepare?.(asked);
    await until(() => world.server.connections === 2);
    expect(await first(tts)).toBeLessThan(cold - 60);
    expect(world.server.opened).toBe(2);
  });

  test("clauses asked for side by side keep their own words, in order", async () => {
    const tts = world.make();
    world.server.dammed = true;
    const clauses = [];
    for (const text of TEXTS) clauses.push(await begin(tts, text));
    expect([world.server.opened, world.server.most]).toEqual([1, 3]);
    world.server.flow();
    expect(await Promise.all(clauses.map(({ rest }) => rest))).toEqual(TEXTS.map((text) => [text]));
  });

  test("a guest who interrupts ends the clause and not the socket; what still comes of it is nobody's", async () => {
    const tts = world.make();
    world.server.dammed = true;
    const [cut, kept] = [await begin(tts, "This is not heard to its end."), await begin(tts, "This is.")];
    cut.abort.abort(new Error("barge-in"));
    await expect(cut.rest).rejects.toThrow("barge-in");
    await until(() => world.server.closed.length === 2);
    world.server.flow();
    expect(await kept.rest).toEqual(["This is."]);
    expect((await hear(tts, { text: "The next." })).texts).toEqual(["The next."]);
    expect(world.server.opened).toBe(1);
  });

  test("an interruption before the first sound closes the context at once; before the socket is open nothing is asked", async () => {
    const tts = world.make();
    const abort = new AbortController();
    world.server.handshakeMs = 50;
    const early = hear(tts, { text: "Never asked." }, abort.signal);
    abort.abort(new Error("barge-in"));
    await expect(early).rejects.toThrow("barge-in");
    expect((await hear(tts)).texts).toEqual([asked.text]);
    expect(world.server.texts).toEqual([asked.text]);
    const late = new AbortController();
    world.server.firstMs = 5_000;
    const waiting = hear(tts, { text: "Never heard." }, late.signal);
    await until(() => world.server.texts.length === 2);
    late.abort(new Error("barge-in"));
    await expect(waiting).rejects.toThrow("barge-in");
    await until(() => world.server.closed.length === 2);
    expect(world.server.opened).toBe(1);
  });

  test("a lost socket fails its clauses and no others; the next clause opens one", async () => {
    const tts = world.make();
    world.server.dammed = true;
    world.server.faults = [{ kind: "break" }];
    const torn = await begin(tts, TEXTS[0] as string);
    const beside = await begin(tts, TEXTS[1] as string);
    const elsewhere = await begin(tts, TEXTS[2] as string, { language: "en" });
    world.server.flow();
    expect(await failing(torn.rest)).toMatchObject({ vendor: "elevenlabs", retryable: true });
    expect(await failing(beside.rest)).toMatchObject({ vendor: "elevenlabs", retryable: true });
    expect(await elsewhere.rest).toEqual([TEXTS[2]]);
    expect((await hear(tts)).texts).toEqual([asked.text]);
  });

  test("another language gets a socket of its own, and the old one says its clause to the end", async () => {
    const tts = world.make();
    world.server.dammed = true;
    const german = await begin(tts, "Einen Augenblick bitte.");
    const english = await begin(tts, "One moment please.", { language: "en" });
    expect(world.server.connections).toBe(2);
    world.server.flow();
    expect([await german.rest, await english.rest]).toEqual([
      ["Einen Augenblick bitte."],
      ["One moment please."],
    ]);
    await until(() => world.server.connections === 1);
    expect(world.server.paths.map((path) => /language_code=(\w+)/.exec(path)?.[1])).toEqual(["de", "en"]);
  });

  test("five contexts a socket: what has no room gets another one, without waiting", async () => {
    const tts = world.make();
    world.server.dammed = true;
    const texts = Array.from({ length: 7 }, (_, n) => `Clause of number ${"abcdefg"[n]}.`);
    const clauses = [];
    for (const text of texts) clauses.push(await begin(tts, text));
    expect([world.server.opened, world.server.most]).toEqual([2, 5]);
    world.server.flow();
    expect(await Promise.all(clauses.map(({ rest }) => rest))).toEqual(texts.map((text) => [text]));
    await until(() => world.server.connections === 1);
  });

  test("contexts that were left count until the vendor is done with them", async () => {
    const tts = world.make();
    world.server.dammed = true;
    for (let n = 0; n < 5; n++) (await begin(tts, "Cut off again.")).abort.abort(new Error("barge-in"));
    world.server.dammed = false;
    expect((await hear(tts)).texts).toEqual([asked.text]);
    expect([world.server.opened, world.server.most]).toEqual([2, 5]);
    await until(() => world.server.connections === 1);
  });

  test("and make room again when it is", async () => {
    const tts = world.make();
    for (let n = 0; n < 7; n++) {
      world.server.dammed = true;
      (await begin(tts, "Cut off again.")).abort.abort(new Error("barge-in"));
      world.server.flow();
      expect((await hear(tts)).texts).toEqual([asked.text]);
    }
    expect(world.server.opened).toBe(1);
  });

  test("who floods one context is not trusted with the next", async () => {
    const tts = world.make();
    world.server.dammed = true;
    const beside = await begin(tts, TEXTS[0] as string);
    world.server.dammed = false;
    world.server.faults = [{ kind: "endless" }];
    expect(await failing(hear(tts))).toMatchObject({ vendor: "elevenlabs", retryable: true });
    expect((await hear(tts)).texts).toEqual([asked.text]);
    expect(world.server.opened).toBe(2);
    world.server.flow();
    expect(await beside.rest).toEqual([TEXTS[0]]);
  });

  test("what names no context of a clause is left out", async () => {
    const tts = world.make();
    world.server.dammed = true;
    const clause = await begin(tts, asked.text);
    const audio = Buffer.alloc(800, 0x11).toString("base64");
    for (const contextId of ["c99", undefined, null, 7, {}])
      for (const more of [{ audio }, { isFinal: true }, { audio, isFinal: true }])
        world.server.interject({ ...more, contextId });
    world.server.interject({ error: "gone", contextId: "c99" });
    world.server.interject({});
    world.server.flow();
    expect(await clause.rest).toEqual([asked.text]);
    expect(world.server.opened).toBe(1);
  });

  test("a refusal that names a context is that clause's alone, and is not asked for again", async () => {
    const tts = world.make();
    world.server.dammed = true;
    const beside = await begin(tts, TEXTS[0] as string);
    world.server.faults = [{ kind: "denied" }];
    expect(await failing(hear(tts))).toMatchObject({ vendor: "elevenlabs" });
    expect(world.server.texts).toEqual([TEXTS[0], asked.text]);
    world.server.flow();
    expect(await beside.rest).toEqual([TEXTS[0]]);
    expect(world.server.opened).toBe(1);
  });

  test("a socket that the vendor closed while it waited is no failure; nor is one that died unseen, once", async () => {
    const tts = world.make({ silenceMs: 600 });
    await hear(tts);
    world.server.closeAll(1000);
    await until(() => world.server.connections === 0);
    expect((await hear(tts)).texts).toEqual([asked.text]);
    for (const kind of ["hang", "garbage", "refusal"] as const) {
      world.server.faults = [{ kind }];
      expect((await hear(tts)).texts).toEqual([asked.text]);
    }
    world.server.faults = [{ kind: "hang" }, { kind: "hang" }, { kind: "hang" }];
    expect(await failing(hear(tts))).toMatchObject({ retryable: true });
    expect(world.server.faults).toHaveLength(1);
    world.server.faults = [];
  });

  test("a silent clause takes the socket from the next one, and nothing from its neighbour", async () => {
    const tts = world.make({ silenceMs: 600 });
    world.server.faults = [{ kind: "hang" }];
    let silent: unknown;
    void failing(hear(tts, { text: "Nothing comes." })).then((error) => {
      silent = error;
    });
    await until(() => world.server.texts.length === 1);
    world.server.dammed = true;
    const beside = await begin(tts, "This is slow.");
    const since = performance.now();
    await until(() => {
      world.server.interject({ contextId: "c2" });
      return silent !== undefined && performance.now() - since > 1_000;
    });
    expect(silent).toMatchObject({ vendor: "elevenlabs", retryable: true });
    world.server.flow();
    expect(await beside.rest).toEqual(["This is slow."]);
    expect(world.server.opened).toBe(1);
    expect((await hear(tts)).texts).toEqual([asked.text]);
    expect(world.server.opened).toBe(2);
  });

  test("a clause that is over has no deadline any more", async () => {
    const tts = world.make({ silenceMs: 500 });
    await hear(tts);
    world.server.dammed = true;
    const second = await begin(tts, "This is slow.");
    const since = performance.now();
    await until(() => {
      world.server.interject({ contextId: "c2" });
      return performance.now() - since > 700;
    });
    world.server.flow();
    expect(await second.rest).toEqual(["This is slow."]);
    expect((await hear(tts)).texts).toEqual([asked.text]);
    expect(world.server.opened).toBe(1);
  });

  test.each([
    [10_000, 1],
    [0, 2],
  ])(
    "a clause left after a silence (doubt from %i ms on) leaves the next one %i sockets",
    async (doubtMs, sockets) => {
      const tts = world.make({ doubtMs });
      world.server.faults = [{ kind: "hang" }];
      const abort = new AbortController();
      const waiting = hear(tts, {}, abort.signal);
      await until(() => world.server.texts.length === 1);
      abort.abort(new Error("Another voice was faster."));
      await expect(waiting).rejects.toThrow("faster");
      expect((await hear(tts)).texts).toEqual([asked.text]);
      expect(world.server.opened).toBe(sockets);
    },
  );

  test("a socket nobody uses is closed in time, one that works is not", async () => {
    const tts = world.make({ idleMs: 150 });
    world.server.firstMs = 400;
    await hear(tts);
    await hear(tts);
    expect(world.server.opened).toBe(1);
    await until(() => world.server.connections === 0);
    expect(world.server.goodbyes).toBe(1);
    expect((await hear(tts)).texts).toEqual([asked.text]);
  });

  test("a policy close is final before the first audio of a socket, and not after it", async () => {
    const tts = world.make();
    world.server.faults = [{ kind: "hang" }];
    const refused = failing(hear(tts));
    await until(() => world.server.texts.length === 1);
    world.server.closeAll(1008);
    expect(await refused).toMatchObject({ retryable: false });
    world.server.dammed = true;
    const begun = await begin(tts, asked.text);
    world.server.closeAll(1008);
    expect(await failing(begun.rest)).toMatchObject({ retryable: true });
  });

  test("closing ends what is said, what is being opened, and every socket", async () => {
    const tts = world.make();
    world.server.dammed = true;
    const begun = await begin(tts, asked.text);
    world.server.handshakeMs = 5_000;
    const opening = failing(hear(tts, { language: "en" }));
    await tts.close();
    expect(await failing(begun.rest)).toMatchObject({ retryable: false });
    expect(await opening).toMatchObject({ retryable: false });
    await until(() => world.server.connections === 0);
    world.server.handshakeMs = 0;
    world.server.flow();
    const before = world.server.opened;
    tts.prepare?.(asked);
    await hear(world.make());
    expect(world.server.opened).toBe(before + 1);
  });
});
