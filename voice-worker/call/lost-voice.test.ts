import { describe, expect, test } from "vitest";
import { SpeechError } from "../speech/errors";
import { createFakeTts } from "../speech/tts/fake";
import type { Tts } from "../speech/tts/port";
import type { ManualTimers } from "../testing/manual-timers";
import { callWithVoices, NEVER, slow } from "../testing/slow-voices";
import { phrasesOf } from "./phrases";

describe("a call whose voices are slow", () => {
  test("goes on with the last resort: no silence of three seconds, no end", async () => {
    const world = await callWithVoices((timers) => [
      slow(timers, NEVER),
      slow(timers, NEVER),
      slow(timers, NEVER),
      slow(timers, 200),
    ]);
    for (const text of ["one", "two", "three", "four"]) {
      const sent = world.transport.sentMs;
      const from = world.timers.now();
      if (text !== "one") world.type(text);
      await world.until(() => world.transport.sentMs > sent, "a sound");
      expect(world.timers.now() - from).toBeLessThan(3_000);
      await world.reach("listening");
    }
    expect(world.said).toContain("You said four.");
    expect(world.events("degraded").map(({ rung }) => rung)).toContain("next_voice");
    world.session.stop("staff_hung_up");
    await world.session.ended;
  });

  test("one that is slow every time, in a language without another voice, is waited for", async () => {
    const mute = { ...createFakeTts(), voices: () => [] };
    const world = await callWithVoices((timers) => [slow(timers, 2_400), mute], { language: "de" });
    await world.reach("listening");
    for (const text of ["eins", "zwei", "drei"]) {
      world.type(text);
      await world.until(() => world.said.includes(`You said ${text}.`), text);
      await world.reach("listening");
    }
    expect([world.session.state, mute.spoken]).toEqual(["listening", []]);
    world.session.stop("staff_hung_up");
    await world.session.ended;
  });

  test.each<[string, (timers: ManualTimers) => Tts]>([
    ["silent", (timers) => slow(timers, NEVER)],
    ["failing", () => createFakeTts({ maxClauses: 0 })],
  ])(
    "of a page, with every voice %s, it ends with a written goodbye, told to the line as wordless",
    async (_, make) => {
      const world = await callWithVoices((timers) => [make(timers), make(timers)]);
      const from = world.timers.now();
      await world.until(() => world.transport.closedWith !== undefined, "the end");
      expect(world.timers.now() - from).toBeLessThan(6_000);
      await world.session.ended;
      expect(world.said.at(-1)).toBe(phrasesOf("en").goodbye);
      expect(world.events("ended")).toMatchObject([{ reason: "failed", wordless: true }]);
      expect(world.events("line_heard").every(({ heard }) => heard === "")).toBe(true);
    },
  );

  test("one failure is nobody's loss: the clause is asked for once more", async () => {
    const voice = createFakeTts();
    voice.failNext(new SpeechError("no", "fake", true));
    const world = await callWithVoices(() => [voice]);
    await world.until(() => world.events("line_heard").length > 0, "what was heard");
    expect(world.events("line_heard")).toMatchObject([{ heard: "Hello.", unheard: "" }]);
    world.session.stop("staff_hung_up");
    await world.session.ended;
  });
});
