import { afterAll, describe, expect, test } from "vitest";
import { decodeMulaw, encodeMulaw } from "@/voice-worker/media/mulaw";
import { createEmbeddedTts } from "../tts/embedded";
import { asrContract } from "./contract";
import { createEmbeddedAsr } from "./embedded";
import type { AsrEvent } from "./port";

const guest = createEmbeddedTts();
afterAll(() => guest.close());
const live = () => new AbortController().signal;

/** The guest's voice (not the line's) over a telephone. */
const say = async (phrase: string): Promise<Int16Array> => {
  const parts: number[] = new Array(2_400).fill(0);
  const asked = { text: phrase, language: "en", voice: "rms", sampleRate: 8_000 } as const;
  for await (const { pcm } of guest.synthesize(asked, live())) parts.push(...pcm);
  return decodeMulaw(encodeMulaw(Int16Array.from([...parts, ...new Array(2_400).fill(0)])));
};

// A busy machine is no dead thread here.
const patient = { decodeTimeoutMs: 60_000 };
asrContract("embedded", {
  make: (limits) => createEmbeddedAsr({ ...limits, ...patient }),
  say,
  timeoutMs: 60_000,
});

describe("the embedded ear", { timeout: 60_000 }, () => {
  const asr = createEmbeddedAsr(patient);
  afterAll(() => asr.close());
  const options = { sampleRate: 8_000, language: "en", vocabulary: ["Sea view suite"] } as const;

  const turn = async (phrase: string, expectation: Parameters<ReturnType<typeof asr.open>["expect"]>[0]) => {
    const stream = asr.open(options, live());
    stream.expect(expectation);
    const pcm = await say(phrase);
    for (let at = 0; at < pcm.length; at += 160) stream.push(pcm.subarray(at, at + 160));
    stream.endTurn();
    const seen: AsrEvent[] = [];
    for await (const event of stream.events) {
      seen.push(event);
      if (event.type === "final") break;
    }
    stream.close();
    return seen.at(-1) as Extract<AsrEvent, { type: "final" }>;
  };

  test("hears a whole booking in one breath, with words in time", async () => {
    const final = await turn("I'd like a room for two nights from the fifth of March for two people.", {
      kind: "open",
    });
    expect(final.text).toBe("i'd like a room for two nights from the fifth of march for two people");
    const starts = (final.words ?? []).map((word) => word.startMs);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    expect(starts).toHaveLength(15);
  });

  test("an answer off the question is still understood", async () => {
    expect((await turn("What time is breakfast?", { kind: "nights" })).text).toBe("what time is breakfast");
  });

  test("a name that nobody knows is heard letter by letter, one that is expected as it is", async () => {
    const spelled = { kind: "name", candidates: ["Berg", "Dahl", "Okafor"], spelled: true } as const;
    expect((await turn("K O W A L S K I", spelled)).text).toBe("k o w a l s k i");
    expect((await turn("B E R G", spelled)).text).toBe("b e r g");
    expect((await turn("Berg", spelled)).text).toBe("berg");
    expect((await turn("I want to speak to a person.", spelled)).text).toMatch(/person|somebody/);
  });

  test("a name the dictionary lacks is told from others", async () => {
    const candidates = ["Adaeze Okonkwo", "Lars Grzybowski", "Anna Keller"];
    expect((await turn("My name is Okonkwo.", { kind: "name", candidates })).text).toContain("okonkwo");
  });

  test("refuses languages it does not know", () => {
    expect(() => asr.open({ ...options, language: "bn" }, live())).toThrow("English only");
  });
});
