import { afterAll, beforeAll, expect, test } from "vitest";
import { earOf } from "../realtime/shape";
import { createDeepgramAsr } from "../speech/asr/deepgram";
import { createWhisperAsr } from "../speech/asr/whisper";
import { startDeepgram } from "../speech/testing/deepgram-server";
import { Listener } from "../speech/testing/listener";
import { startWhisper } from "../speech/testing/whisper-server";
import { sampleOpening } from "../testing/opening";
import { worthHearing } from "./worth-hearing";

const places = Array.from({ length: 150 }, (_, n) => `The place of the article ${n}`);
const today = Array.from({ length: 20 }, (_, n) => `Okafor${String.fromCharCode(97 + n)}`);
const later = Array.from({ length: 380 }, (_, n) => `Lindqvist${n}`);
const opening = {
  ...sampleOpening(new Date("2026-11-21T12:00:00Z")),
  ...{ vocabulary: places, names: [...today, ...later] },
};

let deepgram: Awaited<ReturnType<typeof startDeepgram>>;
let whisper: Awaited<ReturnType<typeof startWhisper>>;
beforeAll(async () => {
  deepgram = await startDeepgram();
  whisper = await startWhisper();
});
afterAll(() => Promise.all([deepgram.close(), whisper.close()]));

test("today's guests and the room types reach the ears of a hotel with many places, and some places do, too", async () => {
  const vocabulary = worthHearing(opening);
  const first = [...opening.roomTypes.map((type) => type.spokenName), ...today];
  const asr = createDeepgramAsr({ apiKey: deepgram.key, baseUrl: deepgram.url });
  await new Listener(asr, { vocabulary }).turn("yes");
  const terms = deepgram.connections.at(-1)?.query.getAll("keyterm") ?? [];
  expect(terms).toEqual(expect.arrayContaining(first));
  expect(terms.some((term) => places.includes(term))).toBe(true);
  await asr.close();

  const other = createWhisperAsr({ apiKey: whisper.key, baseUrl: whisper.url });
  await new Listener(other, { vocabulary }).turn("yes");
  const prompt = whisper.requests.at(-1)?.fields.prompt ?? "";
  for (const name of first) expect(prompt).toContain(name);
  await other.close();
});

test("each word once, and none is lost", () => {
  const words = worthHearing(opening);
  expect(new Set(words).size).toBe(words.length);
  for (const word of [...places, ...today, ...later]) expect(words).toContain(word);
  expect(worthHearing({ vocabulary: [], names: [], roomTypes: [] })).toEqual([]);
});

test("so do those that a Realtime call's ear is told", () => {
  const { prompt = "" } = earOf(opening, "en");
  for (const name of today) expect(prompt).toContain(name);
});
