import { Breakers } from "@/server/kernel/breaker";
import { type Logger, silentLogger } from "@/server/kernel/logger";
import type { Speech } from "./call/deps";
import { phrasesOf } from "./call/phrases";
import { createEmbeddedAsr } from "./speech/asr/embedded";
import { createFakeAsr } from "./speech/asr/fake";
import { vendorSpeech } from "./speech/failover/call-speech";
import { sharedSpeech } from "./speech/failover/shared";
import { createEmbeddedTts } from "./speech/tts/embedded";
import { createFakeTts } from "./speech/tts/fake";
import { PhraseCache } from "./speech/tts/phrase-cache";
import { createEnergyVad } from "./speech/vad/energy";
import { createSileroVads } from "./speech/vad/silero";
import { realTimers } from "./timing";

export interface WarmSpeech extends Speech {
  /** Loads the engines and synthesises fixed phrases ahead, so that the first caller does not pay for it. */
  warm(signal: AbortSignal): Promise<void>;
  /** Resolves when the voice that never goes away can speak: what a call's first words wait for. */
  voiced(signal: AbortSignal): Promise<void>;
}

export interface SpeechSettings {
  /** Shared with other processes; this worker's own when absent. */
  breakers?: Pick<Breakers, "of">;
  /** Where Riva is, for tenants that name no address. */
  rivaUrl?: string | undefined;
  log?: Logger;
}

/**
 * The speech that `SPEECH` names: each tenant's vendors with the embedded engines as the last of them, or fakes that
 * speak tones to each other, for tests without a voice.
 */
export function createSpeech(kind: "embedded" | "fake", settings: SpeechSettings = {}): WarmSpeech {
  return kind === "fake" ? fakeSpeech() : realSpeech(settings);
}

function fakeSpeech(): WarmSpeech {
  const tts = createFakeTts({ maxClauses: 2_000 });
  const asr = createFakeAsr({ maxStreams: 2_000 });
  return {
    ...sharedSpeech({ tts, asr, createVad: createEnergyVad }),
    warm: async () => {},
    voiced: async () => {},
  };
}

function realSpeech({ breakers, rivaUrl, log = silentLogger }: SpeechSettings): WarmSpeech {
  const tts = createEmbeddedTts();
  const asr = createEmbeddedAsr();
  const vads = createSileroVads(log);
  const warm = async (signal: AbortSignal) => {
    const { fillers, trouble, resumed } = phrasesOf("en");
    await vads.warm(signal);
    await asr.warm(signal);
    for (const sampleRate of [8000, 16000] as const) {
      await tts.warm([...fillers, trouble, resumed], { sampleRate }, signal);
    }
  };
  const voiced = (signal: AbortSignal) => tts.warm([phrasesOf("en").trouble], { sampleRate: 8000 }, signal);
  const speech = vendorSpeech({
    engines: { tts, asr, createVad: (sampleRate) => vads.createVad(sampleRate) },
    breakers: breakers ?? new Breakers(realTimers.now),
    cache: new PhraseCache(realTimers.now),
    timers: realTimers,
    rivaUrl,
  });
  const close = async () => {
    await Promise.all([speech.close(), vads.close()]);
  };
  return { ...speech, warm, voiced, close };
}
