import { expect, test } from "vitest";
import { Loudness } from "../../loudness";
import { TurnAudio } from "./turn-audio";

const RATE = 8_000;
const FRAME = 160;
const silence = new Int16Array(FRAME);
const speech = Int16Array.from({ length: FRAME }, (_, i) => 6_000 * Math.sin(i / 3));

/** Lengths in milliseconds of the messages that these frames leave in, as they come. */
function messages(frames: readonly Int16Array[], isQuiet = false): number[] {
  const audio = new TurnAudio(new Loudness(RATE), RATE, 15_000, 0);
  const sent: number[] = [];
  for (const pcm of frames) {
    audio.push(pcm);
    if (!audio.hasMessage(isQuiet)) continue;
    for (let next = audio.take(); next; next = audio.take()) sent.push(next.pcm.length / 8);
  }
  return sent;
}
const of = (frame: Int16Array, count: number) => Array.from({ length: count }, () => frame);

test("speech goes five frames at a time", () => {
  expect(messages(of(speech, 15))).toEqual([100, 100, 100]);
});

test("the silence after speech goes at once, with what waited before it", () => {
  expect(messages([...of(speech, 8), ...of(silence, 4)])).toEqual([100, 80, 20, 20, 20]);
});

test("after a second and a half of silence there is no hurry any more", () => {
  const sent = messages([...of(speech, 5), ...of(silence, 75), ...of(silence, 20)]);
  expect(sent.slice(0, 76)).toEqual([100, ...of(silence, 75).map(() => 20)]);
  expect(sent.slice(76)).toEqual([200, 200]);
});

test("nor where nothing was heard, or nothing more since the vendor's end", () => {
  expect(messages(of(silence, 20), true)).toEqual([200, 200]);
});
