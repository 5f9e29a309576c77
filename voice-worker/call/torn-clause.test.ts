import { describe, expect, test } from "vitest";
import { SpeechError } from "../speech/errors";
import { createFakeTts, type FakeTts } from "../speech/tts/fake";
import type { Tts } from "../speech/tts/port";
import type { CallWorld } from "../testing/call-world";
import type { ManualTimers } from "../testing/manual-timers";
import { callWithVoices, slow } from "../testing/slow-voices";

const GREETING = "We have three rooms left for these nights.";

/** Tells when its words sound: forty milliseconds a byte after sixty of lead-in, as the tones are made. */
function timed(fake: FakeTts): Tts {
  return {
    ...fake,
    async *synthesize(request, signal) {
      const perMs = request.sampleRate / 1000;
      let samples = 0;
      for await (const chunk of fake.synthesize(request, signal)) {
        const from = samples / perMs;
        samples += chunk.pcm.length;
        const to = samples / perMs;
        const words = [...request.text.matchAll(/\S+/g)]
          .map(({ 0: text, index }) => ({
            text,
            startMs: 60 + index * 40,
            endMs: 60 + (index + text.length) * 40,
          }))
          .filter(({ startMs }) => startMs >= from && startMs < to);
        yield { ...chunk, words };
      }
    },
  };
}

const torn = () => new SpeechError("The vendor closed the stream.", "fake", true);
const greeting = (world: CallWorld) =>
  world.events("line_heard").filter(({ turnId }) => turnId === "greeting");

/** The call is played until its greeting was heard; what the guest was told of it, once. */
async function heardOf(make: (timers: ManualTimers) => readonly Tts[], hosted = true) {
  const world = await callWithVoices(make, { greeting: GREETING, hosted });
  await world.until(() => greeting(world).length > 0, "what was heard");
  const told = greeting(world);
  world.session.stop("staff_hung_up");
  await world.session.ended;
  return told;
}

describe("a clause that breaks off amid its words", () => {
  test("by a voice that tells no times: the next says all of it, and it counts once", async () => {
    const [first, second] = [createFakeTts(), createFakeTts()];
    first.failNext(torn(), "middle");
    expect(await heardOf(() => [first, second])).toMatchObject([
      { heard: GREETING, unheard: "", cut: false },
    ]);
    expect([first.spoken, second.spoken]).toEqual([[GREETING], [GREETING]]);
  });

  test("by one that tells them, twice: the next goes on after the last whole word", async () => {
    const [first, second] = [createFakeTts(), createFakeTts()];
    first.failNext(torn(), "middle");
    first.failNext(torn());
    expect(await heardOf(() => [timed(first), second])).toMatchObject([{ heard: GREETING, unheard: "" }]);
    expect(first.spoken).toEqual([GREETING, "three rooms left for these nights."]);
    expect(second.spoken).toEqual(["three rooms left for these nights."]);
  });

  test("by one that falls silent: no silence of three seconds, and nothing is left out", async () => {
    const second = createFakeTts();
    const quiet: number[] = [];
    const world = await callWithVoices((timers) => [slow(timers, 100, 2), second], {
      greeting: GREETING,
      hosted: true,
      kind: "twilio",
    });
    let sent = 0;
    let since = world.timers.now();
    await world.until(() => {
      const now = world.timers.now();
      if (world.transport.sentMs > sent || world.transport.playedUntil > now) since = now;
      sent = world.transport.sentMs;
      quiet.push(now - since);
      return greeting(world).length > 0;
    }, "the greeting");
    expect(Math.max(...quiet)).toBeLessThan(3_000);
    expect(second.spoken).toEqual([GREETING]);
    expect(greeting(world)).toMatchObject([{ heard: GREETING, unheard: "" }]);
    world.session.stop("staff_hung_up");
    await world.session.ended;
  });

  test("interrupted while it is said again: what was heard is told once, and the rest as unheard", async () => {
    const [first, second] = [createFakeTts(), createFakeTts()];
    first.failNext(torn(), "middle");
    const world = await callWithVoices(() => [timed(first), second], { greeting: GREETING, hosted: true });
    await world.until(() => world.transport.playedUntil - world.timers.now() > 0, "a sound");
    await world.timers.run(900, 20);
    world.type("stop");
    await world.until(() => greeting(world).length > 0, "the cut");
    const [{ heard = "", unheard = "", cut = false } = {}] = greeting(world);
    expect(cut).toBe(true);
    expect(`${heard} ${unheard}`.trim()).toBe(GREETING);
    expect(heard).toMatch(/^We have/);
    world.session.stop("staff_hung_up");
    await world.session.ended;
  });

  test("every time, by every voice: the call is not left in silence", async () => {
    const voices = [createFakeTts(), createFakeTts()];
    for (const voice of voices) for (let n = 0; n < 9; n++) voice.failNext(torn(), "middle");
    const world = await callWithVoices(() => voices, { greeting: GREETING, hosted: true, kind: "twilio" });
    await world.until(() => world.transport.closedBy !== undefined, "the hand-over");
    await world.session.ended;
    expect(world.transport.closedBy).toBe(1012);
    expect(voices.flatMap(({ spoken }) => spoken)).toHaveLength(3);
    expect(JSON.stringify(world.record.snapshot?.value)).toContain(GREETING);
  });
});
