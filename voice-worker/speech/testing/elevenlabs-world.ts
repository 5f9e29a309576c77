import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { createElevenLabsTts, type ElevenLabsConfig } from "../tts/elevenlabs";
import type { SpokenWord, Tts, TtsRequest } from "../tts/port";
import { ElevenLabsServer } from "./elevenlabs-server";
import { tonesToTexts } from "./tone-modem";

export const KEY = "xi-test-0123456789";
export const asked: TtsRequest = {
  text: "Two nights from Friday, please.",
  language: "de-DE",
  sampleRate: 8_000,
};
const live = () => new AbortController().signal;

/** Waits for a condition, at most two seconds. */
export async function until(done: () => boolean): Promise<void> {
  for (let n = 0; n < 400 && !done(); n++) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(done()).toBe(true);
}

/** All of a clause. */
export async function hear(tts: Tts, over: Partial<TtsRequest> = {}, signal = live()) {
  const parts: Int16Array[] = [];
  const words: SpokenWord[] = [];
  for await (const chunk of tts.synthesize({ ...asked, ...over }, signal)) {
    parts.push(chunk.pcm);
    words.push(...(chunk.words ?? []));
  }
  const pcm = Int16Array.from(parts.flatMap((part) => [...part]));
  return { pcm, words, texts: tonesToTexts(pcm) };
}

/** A clause that has begun to sound: `rest` is all of its text in the end. */
export async function begin(tts: Tts, text: string, over: Partial<TtsRequest> = {}) {
  const abort = new AbortController();
  const chunks = tts.synthesize({ ...asked, ...over, text }, abort.signal)[Symbol.asyncIterator]();
  const first = await chunks.next();
  const rest = (async () => {
    const pcm = first.done ? [] : [...first.value.pcm];
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) pcm.push(...next.value.pcm);
    return tonesToTexts(Int16Array.from(pcm));
  })();
  rest.catch(() => {});
  return { abort, rest };
}

/** What a clause fails with. */
export const failing = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

/** A double for all tests of a file; what a test made is closed after it, with nothing left open. */
export function elevenLabsWorld() {
  let server: ElevenLabsServer | undefined;
  const made: Tts[] = [];
  const theServer = (): ElevenLabsServer => {
    if (!server) throw new Error("The double is not running.");
    return server;
  };
  beforeAll(async () => {
    server = await ElevenLabsServer.start(KEY);
  });
  afterEach(async () => {
    const double = theServer();
    double.flow();
    await Promise.all(made.splice(0).map((tts) => tts.close()));
    await until(() => double.connections === 0);
    expect(double.refusals).toEqual([]);
    double.faults = [];
    double.handshakeMs = double.firstMs = double.opened = double.goodbyes = double.most = 0;
    double.closeRaces = false;
    for (const list of [double.texts, double.paths, double.settings, double.closed]) list.length = 0;
  });
  afterAll(() => theServer().stop());
  return {
    get server() {
      return theServer();
    },
    make(over: Partial<ElevenLabsConfig> = {}): Tts {
      const tts = createElevenLabsTts({ apiKey: KEY, voice: "v/1", baseUrl: theServer().url, ...over });
      made.push(tts);
      return tts;
    },
  };
}
