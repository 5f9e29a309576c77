import { expect, test } from "vitest";
import { ManualTimers } from "@/voice-worker/testing/manual-timers";
import { RealtimeWatch, typeOf } from "./realtime-watch";

const words = { language: "de", oneMoment: "Einen Moment bitte.", goodbye: "Auf Wiederhören." };
/** The service tells the end of a turn so much later than it was. */
const LATE_MS = 500;
const SOUND_MS = 3_000;

function world() {
  const timers = new ManualTimers();
  const said: { at: number; text: string }[] = [];
  const watch: RealtimeWatch = new RealtimeWatch({
    words,
    after: (ms, task) => timers.after(ms, task),
    say: (text) => void said.push({ at: timers.now(), text }),
    hush: () => void said.push({ at: timers.now(), text: "(hush)" }),
    giveUp: () => watch.ended(),
  });
  return { timers, watch, said, texts: () => said.map(({ text }) => text) };
}

test.each(["connected", "input_audio_buffer.speech_stopped"])(
  "a service that is silent from %s on: a word within three seconds, then the goodbye within eight",
  (since) => {
    const { timers, watch, said, texts } = world();
    if (since === "connected") watch.connected();
    else watch.take(since);
    timers.advance(60_000);
    expect(texts()).toEqual([words.oneMoment, "(hush)", words.goodbye]);
    const [first, , last] = said.map(({ at }) => at);
    expect(first).toBeLessThan(SOUND_MS - LATE_MS);
    expect((last ?? 0) - (first ?? 0)).toBeLessThan(8_000);
    expect(timers.pending).toBe(0);
  },
);

test("a service that sounds in time is not talked over, nor a guest who goes on", () => {
  const { timers, watch, said } = world();
  watch.connected();
  watch.take("output_audio_buffer.started");
  timers.advance(10_000);
  watch.take("input_audio_buffer.speech_stopped");
  timers.advance(2_000);
  watch.take("input_audio_buffer.speech_started");
  timers.advance(10_000);
  expect(said).toEqual([]);
});

test("an answer that comes late ends the page's own words", () => {
  const { timers, watch, texts } = world();
  watch.take("input_audio_buffer.speech_stopped");
  timers.advance(2_500);
  watch.take("output_audio_buffer.started");
  timers.advance(60_000);
  watch.ended();
  expect(texts()).toEqual([words.oneMoment, "(hush)"]);
});

test("a service that works on something and does not sound has longer, and not for ever", () => {
  const { timers, watch, texts } = world();
  watch.take("input_audio_buffer.speech_stopped");
  for (let seconds = 0; seconds < 60; seconds++) {
    timers.advance(1_000);
    watch.take("response.function_call_arguments.delta");
  }
  expect(texts().filter((text) => text === words.oneMoment)).toHaveLength(4);
  expect(texts().at(-1)).toBe(words.goodbye);
});

test("a call that ends while the guest waits says so; one that ends amid talk does not", () => {
  const { timers, watch, texts } = world();
  watch.take("input_audio_buffer.speech_stopped");
  timers.advance(2_500);
  watch.ended();
  expect(texts().at(-1)).toBe(words.goodbye);
  const other = world();
  other.watch.take("output_audio_buffer.started");
  other.watch.ended();
  expect(other.said).toEqual([]);
});

test("connected again, after a change of networks, owes nobody a word", () => {
  const { timers, watch, said } = world();
  watch.connected();
  watch.take("output_audio_buffer.started");
  watch.connected();
  timers.advance(10_000);
  expect(said).toEqual([]);
});

test.each([undefined, "", "{", "[]", '{"type":1}'])("%s is no event", (data) =>
  expect(typeOf(data)).toBeUndefined(),
);
test("an event has a type", () => expect(typeOf('{"type":"response.done"}')).toBe("response.done"));
