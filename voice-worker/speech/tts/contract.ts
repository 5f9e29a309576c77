import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SpeechError } from "../errors";
import type { Tts, TtsRequest } from "./port";

export interface TtsContract {
  /** A voice that takes at most `maxClauses` clauses (running and waiting) at once. */
  make(limits: { maxClauses: number }): Tts;
  timeoutMs?: number;
}

const request = (text: string, more: Partial<TtsRequest> = {}): TtsRequest => ({
  text,
  language: "en",
  sampleRate: 8_000,
  ...more,
});

const live = () => new AbortController().signal;

async function hear(tts: Tts, asked: TtsRequest, signal = live()): Promise<Int16Array> {
  const parts: number[] = [];
  for await (const { pcm } of tts.synthesize(asked, signal)) for (const sample of pcm) parts.push(sample);
  return Int16Array.from(parts);
}

const level = (pcm: Int16Array): number =>
  Math.sqrt(pcm.reduce((sum, x) => sum + x * x, 0) / Math.max(1, pcm.length));

/** What the line relies on in every voice. */
export function ttsContract(name: string, { make, timeoutMs = 20_000 }: TtsContract): void {
  describe(`the ${name} voice keeps the contract`, { timeout: timeoutMs }, () => {
    let tts: Tts;
    beforeAll(() => {
      tts = make({ maxClauses: 32 });
    });
    afterAll(() => tts.close());

    test("names voices for English, and speaks with each", async () => {
      const voices = tts.voices("en");
      expect(voices.length).toBeGreaterThan(0);
      for (const voice of voices)
        expect(level(await hear(tts, request("Hello.", { voice })))).toBeGreaterThan(300);
    });

    test("says the same clause the same way, longer text longer, and at the rate asked for", async () => {
      const short = await hear(tts, request("Two nights."));
      expect(await hear(tts, request("Two nights."))).toEqual(short);
      const long = await hear(tts, request("Two nights from Friday the fifth of March for two people."));
      expect(long.length).toBeGreaterThan(short.length * 2);
      const wide = await hear(tts, request("Two nights.", { sampleRate: 16_000 }));
      expect(wide.length / short.length).toBeCloseTo(2, 1);
    });

    test("streams: an abort after the first chunk ends it with the signal's reason", async () => {
      const abort = new AbortController();
      const reason = new Error("barge-in");
      const stream = tts.synthesize(
        request("We have three rooms left for these nights, all with a view of the sea."),
        abort.signal,
      );
      const seen: number[] = [];
      const run = async () => {
        for await (const { pcm } of stream) {
          seen.push(pcm.length);
          abort.abort(reason);
        }
      };
      await expect(run()).rejects.toBe(reason);
      expect(seen).toHaveLength(1);
      expect(seen[0]).toBeGreaterThan(0);
    });

    test("a signal aborted beforehand gives nothing; leaving early frees the place", async () => {
      const reason = new Error("gone");
      await expect(hear(tts, request("Hello."), AbortSignal.abort(reason))).rejects.toBe(reason);
      for (let i = 0; i < 40; i++) {
        for await (const _ of tts.synthesize(request(`Room number ${"one two three ".repeat(3)}`), live()))
          break;
      }
      expect((await hear(tts, request("Still here."))).length).toBeGreaterThan(0);
    });

    test("empty text is no audio", async () => {
      for (const text of ["", "   ", "\n\t"]) expect(await hear(tts, request(text))).toHaveLength(0);
    });

    test("odd characters neither fail nor speak forever", async () => {
      const odd = [
        "-t --help",
        "'; rm -rf / #",
        "naïve Café Zoë … 3½ × “quotes”",
        "a\u0000b\u202Ec",
        "<b>bold</b> & co",
        "?!",
        "😀 日本語 ok",
      ];
      for (const text of odd) expect((await hear(tts, request(text))).length).toBeLessThan(8_000 * 20);
    });

    test("a very long text comes out whole", async () => {
      const text = "The breakfast room opens at seven. ".repeat(40);
      const once = await hear(tts, request("The breakfast room opens at seven."));
      const all = await hear(tts, request(text));
      expect(all.length).toBeGreaterThan(once.length * 30);
    });

    test("concurrency is bounded: what is too much is refused at once, retryably, and places come back", async () => {
      const small = make({ maxClauses: 3 });
      const abort = new AbortController();
      const first = await Promise.allSettled(
        Array.from({ length: 12 }, (_, i) => {
          const words = "one two three four five six seven eight nine ten eleven twelve".split(" ");
          return hear(small, request(`This is clause ${words[i]}.`), abort.signal);
        }),
      );
      const refused = first.filter((outcome) => outcome.status === "rejected");
      expect(refused.length).toBeGreaterThanOrEqual(1);
      expect(first.length - refused.length).toBeGreaterThanOrEqual(3);
      for (const { reason } of refused) {
        expect(reason).toBeInstanceOf(SpeechError);
        expect((reason as SpeechError).retryable).toBe(true);
      }
      expect((await hear(small, request("Places are free again."))).length).toBeGreaterThan(0);
      await small.close();
    });

    test("aborted clauses free their places", async () => {
      const small = make({ maxClauses: 3 });
      const abort = new AbortController();
      const waiting = ["one", "two", "three"].map((n) =>
        hear(small, request(`Waiting clause ${n}.`), abort.signal),
      );
      const outcomes = Promise.allSettled(waiting);
      abort.abort(new Error("hung up"));
      await outcomes;
      const next = ["four", "five"].map((n) => hear(small, request(`The next clause ${n}.`)));
      for (const pcm of await Promise.all(next)) expect(pcm.length).toBeGreaterThan(0);
      await small.close();
    });

    test("after close it refuses, for good, and closing twice is fine", async () => {
      const closing = make({ maxClauses: 4 });
      await closing.close();
      await closing.close();
      const refused = hear(closing, request("Hello."));
      await expect(refused).rejects.toBeInstanceOf(SpeechError);
      await expect(refused).rejects.toMatchObject({ retryable: false });
    });
  });
}
