import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { resample } from "@/voice-worker/media/resample";
import { SpeechError } from "../errors";
import type { Asr, AsrEvent, AsrOptions, AsrStream } from "./port";

export interface AsrContract {
  make(limits: { maxStreams: number; maxTurnMs: number }): Asr;
  /** 8 kHz audio of a guest saying the phrase, as this recogniser can hear it. */
  say(phrase: string): Promise<Int16Array>;
  timeoutMs?: number;
}

type Final = Extract<AsrEvent, { type: "final" }>;

const options: AsrOptions = { sampleRate: 8_000, language: "en", vocabulary: [] };
const live = () => new AbortController().signal;
const silence = (ms: number) => new Int16Array(8 * ms);

function pushFrames(stream: AsrStream, pcm: Int16Array, frame = 160): void {
  for (let at = 0; at < pcm.length; at += frame) stream.push(pcm.subarray(at, at + frame));
}

/** Reads until the stream ends or `finals` have come. */
async function collect(stream: AsrStream, finals: number): Promise<AsrEvent[]> {
  const seen: AsrEvent[] = [];
  let left = finals;
  if (left === 0) return seen;
  for await (const event of stream.events) {
    seen.push(event);
    if (event.type === "final" && --left === 0) break;
  }
  return seen;
}

const finalsOf = (events: readonly AsrEvent[]) =>
  events.filter((event): event is Final => event.type === "final");

/** What the call relies on in every recogniser. Phrases are such as a demo ear knows. */
export function asrContract(name: string, { make, say, timeoutMs = 30_000 }: AsrContract): void {
  describe(`the ${name} ear keeps the contract`, { timeout: timeoutMs }, () => {
    let asr: Asr;
    let yes: Int16Array;
    let three: Int16Array;
    beforeAll(async () => {
      asr = make({ maxStreams: 8, maxTurnMs: 3_000 });
      yes = await say("yes please");
      three = await say("three nights");
    }, timeoutMs);
    afterAll(() => asr.close());

    const opened = async (use: (stream: AsrStream) => Promise<void>, more: Partial<AsrOptions> = {}) => {
      const stream = asr.open({ ...options, ...more }, live());
      try {
        await use(stream);
      } finally {
        stream.close();
      }
    };

    test("hears each turn, once, in order, with a confidence", () =>
      opened(async (stream) => {
        stream.expect({ kind: "yes_no" });
        pushFrames(stream, yes);
        stream.endTurn();
        stream.expect({ kind: "nights" });
        pushFrames(stream, three);
        stream.endTurn();
        stream.endTurn();
        const finals = finalsOf(await collect(stream, 3));
        expect(finals.map((final) => final.text)).toEqual(["yes please", "three nights", ""]);
        for (const { confidence } of finals.slice(0, 2)) {
          expect(confidence).toBeGreaterThan(0);
          expect(confidence).toBeLessThanOrEqual(1);
        }
        expect(finals[2]?.confidence).toBe(0);
      }));

    test("one large push, odd frames and 16 kHz hear the same", async () => {
      const heard: string[] = [];
      for (const [rate, frame] of [
        [8_000, 1e6],
        [8_000, 77],
        [16_000, 320],
      ] as const) {
        await opened(
          async (stream) => {
            stream.expect({ kind: "nights" });
            pushFrames(stream, resample(three, 8_000, rate), frame);
            pushFrames(stream, new Int16Array(rate / 5), frame);
            stream.endTurn();
            heard.push(finalsOf(await collect(stream, 1))[0]?.text ?? "none");
          },
          { sampleRate: rate },
        );
      }
      expect(heard).toEqual(["three nights", "three nights", "three nights"]);
    });

    test("silence, an empty push and no audio at all are empty finals", () =>
      opened(async (stream) => {
        stream.push(new Int16Array(0));
        stream.endTurn();
        pushFrames(stream, silence(1_500));
        stream.endTurn();
        const finals = finalsOf(await collect(stream, 2));
        expect(finals).toEqual([0, 0].map(() => ({ type: "final", text: "", confidence: 0 })));
      }));

    test("reset forgets a false start; a partial never outlives its turn", () =>
      opened(async (stream) => {
        stream.expect({ kind: "nights" });
        pushFrames(stream, three);
        stream.reset();
        stream.endTurn();
        pushFrames(stream, three);
        stream.endTurn();
        const events = await collect(stream, 2);
        expect(finalsOf(events).map((final) => final.text)).toEqual(["", "three nights"]);
        expect(events.at(-1)?.type).toBe("final");
      }));

    test("a turn without end stays bounded, is reported once, and ends in one final", () =>
      opened(async (stream) => {
        for (let i = 0; i < 20; i++) pushFrames(stream, yes);
        stream.endTurn();
        const events = await collect(stream, 1);
        expect(events.filter((event) => event.type === "error")).toHaveLength(1);
        expect(events.filter((event) => event.type === "error" && event.fatal)).toHaveLength(0);
        expect(finalsOf(events)).toHaveLength(1);
      }));

    test("noise at full scale is one final, whatever it holds", () =>
      opened(async (stream) => {
        let seed = 1;
        const noise = Int16Array.from({ length: 8_000 }, () => {
          seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
          return (seed >>> 16) - 32_768;
        });
        stream.expect({ kind: "choice", options: [] });
        pushFrames(stream, noise);
        stream.endTurn();
        expect(finalsOf(await collect(stream, 1))).toHaveLength(1);
      }));

    test("odd expectations and vocabularies do not break it", () =>
      opened(
        async (stream) => {
          const odd = [
            "",
            "  ",
            "<rule> = x;",
            "Ünïcødé Ñame",
            "日本",
            "a".repeat(500),
            "O'Brien-Smith",
            "42",
          ];
          stream.expect({ kind: "name", candidates: odd });
          pushFrames(stream, yes);
          stream.endTurn();
          stream.expect({ kind: "choice", options: odd });
          pushFrames(stream, yes);
          stream.endTurn();
          stream.expect({ kind: "digits", purpose: "code", min: 0, max: 400 });
          pushFrames(stream, yes);
          stream.endTurn();
          const finals = finalsOf(await collect(stream, 3));
          expect(finals).toHaveLength(3);
          expect(finals[0]?.text).toBe("yes please");
        },
        { vocabulary: ["", "Sea-view suite", "*+;<top>", "日本"] },
      ));

    test("two callers do not hear each other", async () => {
      const [a, b] = [asr.open(options, live()), asr.open(options, live())];
      a.expect({ kind: "yes_no" });
      b.expect({ kind: "nights" });
      for (let at = 0; at < Math.max(yes.length, three.length); at += 160) {
        a.push(yes.subarray(at, at + 160));
        b.push(three.subarray(at, at + 160));
      }
      a.endTurn();
      b.endTurn();
      const [heardA, heardB] = await Promise.all([collect(a, 1), collect(b, 1)]);
      expect(finalsOf(heardA)[0]?.text).toBe("yes please");
      expect(finalsOf(heardB)[0]?.text).toBe("three nights");
      a.close();
      b.close();
    });

    test("close and abort end the events; what comes after is ignored", async () => {
      const closing = asr.open(options, live());
      const reading = collect(closing, 9);
      closing.close();
      closing.close();
      closing.push(yes);
      closing.endTurn();
      closing.reset();
      expect(finalsOf(await reading)).toEqual([]);

      const abort = new AbortController();
      const aborted = asr.open(options, abort.signal);
      const ending = collect(aborted, 9);
      abort.abort(new Error("hung up"));
      expect(finalsOf(await ending)).toEqual([]);
      expect(() => asr.open(options, abort.signal)).toThrow("hung up");
    });

    test("callers are capped with a retryable refusal, and a place comes back", async () => {
      const small = make({ maxStreams: 2, maxTurnMs: 3_000 });
      const first = small.open(options, live());
      small.open(options, live());
      let refusal: unknown;
      try {
        small.open(options, live());
      } catch (error) {
        refusal = error;
      }
      expect(refusal).toBeInstanceOf(SpeechError);
      expect((refusal as SpeechError).retryable).toBe(true);
      first.close();
      small.open(options, live()).close();
      await small.close();
      await small.close();
      expect(() => small.open(options, live())).toThrow(SpeechError);
    });
  });
}
