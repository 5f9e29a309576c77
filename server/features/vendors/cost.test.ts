import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { VendorUsage } from "@/server/line/contract";
import { costOf } from "./cost";

const nothing = { seconds: 0, characters: 0, tokensIn: 0, tokensCached: 0, tokensOut: 0 };
const use = (over: Partial<VendorUsage> & Pick<VendorUsage, "port" | "vendor" | "model">): VendorUsage => ({
  ...nothing,
  ...over,
});

describe("the cost of what vendors did", () => {
  test("tokens by million, cached ones cheaper, a dated model by the longest beginning that fits", () => {
    const model = "gpt-4o-mini-2024-07-18";
    const tokens = { tokensIn: 10_000, tokensCached: 4_000, tokensOut: 1_000 };
    expect(costOf([use({ port: "llm", vendor: "openai", model, ...tokens })])).toEqual({
      micros: 900 + 300 + 600,
      unpriced: [],
    });
  });

  test("audio by the hour, text by the character, own engines for nothing", () => {
    expect(costOf([use({ port: "asr", vendor: "deepgram", model: "nova-3", seconds: 60 })]).micros).toBe(
      7_700,
    );
    expect(
      costOf([use({ port: "tts", vendor: "elevenlabs", model: "eleven_flash_v2_5", characters: 100 })])
        .micros,
    ).toBe(5_000);
    expect(
      costOf([
        use({ port: "tts", vendor: "embedded", model: "slt", characters: 9_999 }),
        use({ port: "asr", vendor: "riva", model: "", seconds: 9_999 }),
      ]),
    ).toEqual({ micros: 0, unpriced: [] });
  });

  test("a realtime call: text, sound and what wrote the guest's words down", () => {
    const tokens = { tokensIn: 1_000_000, tokensCached: 0, tokensOut: 0 };
    const model = "gpt-realtime-2025-08-28";
    const usage = [
      use({ port: "llm", vendor: "openai", model, ...tokens }),
      use({ port: "llm", vendor: "openai", model: `audio ${model}`, ...tokens }),
      use({ port: "asr", vendor: "openai", model: "gpt-4o-mini-transcribe", seconds: 3_600 }),
    ];
    expect(costOf(usage)).toEqual({ micros: 4_000_000 + 32_000_000 + 180_000, unpriced: [] });
  });

  test("what has no price is named, and the rest is still counted", () => {
    expect(
      costOf([
        use({ port: "llm", vendor: "openai", model: "mystery", tokensOut: 5 }),
        use({ port: "asr", vendor: "constructor", model: "x", seconds: 5 }),
        use({ port: "asr", vendor: "whisper", model: "whisper-1", seconds: 10 }),
      ]),
    ).toEqual({ micros: 1_000, unpriced: ["openai/mystery", "constructor/x"] });
  });

  test("is a whole number, never negative, and rounds the sum up once", () => {
    const one = use({ port: "tts", vendor: "azure", model: "v", characters: 1 });
    expect(costOf([one]).micros).toBe(16);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_000_000 }), { maxLength: 20 }), (counts) => {
        const list = counts.map((tokensIn) =>
          use({
            port: "llm",
            vendor: "anthropic",
            model: "claude-haiku-4-5",
            tokensIn,
            tokensCached: tokensIn * 2,
          }),
        );
        const { micros } = costOf(list);
        expect(Number.isSafeInteger(micros)).toBe(true);
        expect(micros).toBe(Math.ceil(counts.reduce((sum, n) => sum + n, 0) / 10));
      }),
    );
  });
});
