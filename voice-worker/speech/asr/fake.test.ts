import { expect, test } from "vitest";
import { textToTones } from "../testing/tone-modem";
import { asrContract } from "./contract";
import { createFakeAsr } from "./fake";

asrContract("fake", { make: createFakeAsr, say: async (phrase) => textToTones(phrase) });

test("the fake ear tells partials as they grow, and fails on demand", async () => {
  const asr = createFakeAsr({ isDemoEar: true });
  const stream = asr.open(
    { sampleRate: 8_000, language: "en", vocabulary: [] },
    new AbortController().signal,
  );
  asr.failNext("the ear is away");
  stream.endTurn();
  const tones = textToTones("two nights");
  for (let at = 0; at < tones.length; at += 160) stream.push(tones.subarray(at, at + 160));
  stream.endTurn();
  stream.close();
  const seen: string[] = [];
  for await (const event of stream.events)
    seen.push(`${event.type} ${"text" in event ? event.text : "message" in event ? event.message : ""}`);
  expect(seen).toEqual(["error the ear is away", "final ", "partial two ni", "final two nights"]);
  expect(stream.isDemoEar).toBe(true);
});
