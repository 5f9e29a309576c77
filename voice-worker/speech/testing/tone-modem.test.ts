import { describe, expect, test } from "vitest";
import { decodeMulaw, encodeMulaw } from "@/voice-worker/media/mulaw";
import { resample } from "@/voice-worker/media/resample";
import { textToTones, tonesToTexts } from "./tone-modem";

const joined = (...parts: Int16Array[]) => Int16Array.from(parts.flatMap((part) => [...part]));
const phrase = "Two nights from the 5th, für Zoë: 240 €?";

describe("text as tones", () => {
  test("comes back, through µ-law, both resamplings and an odd offset", () => {
    expect(tonesToTexts(textToTones(phrase))).toEqual([phrase]);
    expect(tonesToTexts(decodeMulaw(encodeMulaw(textToTones(phrase))))).toEqual([phrase]);
    const travelled = resample(resample(textToTones(phrase), 8_000, 16_000), 16_000, 8_000);
    for (const lead of [1, 77, 160, 1_003]) {
      expect(tonesToTexts(joined(new Int16Array(lead), travelled, new Int16Array(333)))).toEqual([phrase]);
    }
  });

  test("several texts in a row are several; a cut leaves a prefix", () => {
    const two = joined(textToTones("yes"), new Int16Array(500), textToTones("two nights"));
    expect(tonesToTexts(two)).toEqual(["yes", "two nights"]);
    expect(tonesToTexts(textToTones("breakfast").subarray(0, 160 * (3 + 2 * 5) + 90))).toEqual(["break"]);
  });

  test("silence, noise and a plain tone say nothing", () => {
    const noise = Int16Array.from({ length: 8_000 }, (_, i) => (Math.imul(i, 2_654_435_761) >> 16) % 9_000);
    const hum = Int16Array.from({ length: 8_000 }, (_, i) => 9_000 * Math.sin(i / 3));
    for (const audio of [new Int16Array(0), new Int16Array(8_000), noise, hum])
      expect(tonesToTexts(audio)).toEqual([]);
    expect(tonesToTexts(textToTones(""))).toEqual([]);
  });
});
