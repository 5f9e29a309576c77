/**
 * List prices in millionths of a US dollar. Written down on 2026-11-21 from published price lists as remembered, without
 * access to the vendors' pages: check before anybody is billed by them. Own hardware (Riva, embedded) costs nothing here.
 */

export interface LlmPrice {
  /** Per million tokens. */
  in: number;
  cached: number;
  out: number;
}

/** Beginnings of model names, since vendors append dates; the longest that fits is taken. */
export const llmPrices: Readonly<Record<string, Readonly<Record<string, LlmPrice>>>> = {
  openai: {
    "gpt-4o": { in: 2_500_000, cached: 1_250_000, out: 10_000_000 },
    "gpt-4o-mini": { in: 150_000, cached: 75_000, out: 600_000 },
    "gpt-4.1": { in: 2_000_000, cached: 500_000, out: 8_000_000 },
    "gpt-4.1-mini": { in: 400_000, cached: 100_000, out: 1_600_000 },
    "gpt-4.1-nano": { in: 100_000, cached: 25_000, out: 400_000 },
    "gpt-5": { in: 1_250_000, cached: 125_000, out: 10_000_000 },
    "gpt-5-mini": { in: 250_000, cached: 25_000, out: 2_000_000 },
    "gpt-5-nano": { in: 50_000, cached: 5_000, out: 400_000 },
    // Realtime models bill text and sound apart; the worker tells them apart by "audio ".
    "gpt-realtime": { in: 4_000_000, cached: 400_000, out: 16_000_000 },
    "gpt-realtime-mini": { in: 600_000, cached: 60_000, out: 2_400_000 },
    "audio gpt-realtime": { in: 32_000_000, cached: 400_000, out: 64_000_000 },
    "audio gpt-realtime-mini": { in: 10_000_000, cached: 300_000, out: 20_000_000 },
  },
  anthropic: {
    "claude-3-5-haiku": { in: 800_000, cached: 80_000, out: 4_000_000 },
    "claude-haiku-4-5": { in: 1_000_000, cached: 100_000, out: 5_000_000 },
    "claude-sonnet-4": { in: 3_000_000, cached: 300_000, out: 15_000_000 },
    "claude-opus-4": { in: 15_000_000, cached: 1_500_000, out: 75_000_000 },
  },
};

/** Per hour of audio. */
export const asrPrices: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  deepgram: { "nova-3": 462_000, "nova-2": 348_000 },
  whisper: { "whisper-1": 360_000, "gpt-4o-transcribe": 360_000, "gpt-4o-mini-transcribe": 180_000 },
  openai: { "gpt-4o-transcribe": 360_000, "gpt-4o-mini-transcribe": 180_000 },
  riva: { "": 0 },
  embedded: { "": 0 },
};

/** Per million characters. */
export const ttsPrices: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  elevenlabs: {
    eleven_flash_v2: 50_000_000,
    eleven_turbo_v2: 50_000_000,
    eleven_multilingual_v2: 100_000_000,
  },
  azure: { "": 16_000_000 },
  embedded: { "": 0 },
};
