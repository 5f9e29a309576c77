import type { Speech } from "./call/deps";
import { phrasesOf } from "./call/phrases";
import { createEmbeddedAsr } from "./speech/asr/embedded";
import { createFakeAsr } from "./speech/asr/fake";
import { sharedSpeech } from "./speech/failover/shared";
import { createEmbeddedTts } from "./speech/tts/embedded";
import { createFakeTts } from "./speech/tts/fake";
import { createEnergyVad } from "./speech/vad/energy";

export interface WarmSpeech extends Speech {
  /** Loads the engines and synthesises fixed phrases ahead, so that the first caller does not pay for it. */
  warm(signal: AbortSignal): Promise<void>;
}

/** The engines that `SPEECH` names. The fakes speak tones to each other: for tests without a voice. */
export function createSpeech(kind: "embedded" | "fake"): WarmSpeech {
  return kind === "fake" ? fakeSpeech() : embeddedSpeech();
}

function fakeSpeech(): WarmSpeech {
  const tts = createFakeTts({ maxClauses: 2_000 });
  const asr = createFakeAsr({ maxStreams: 2_000 });
  return { ...sharedSpeech({ tts, asr, createVad: createEnergyVad }), warm: async () => {} };
}

function embeddedSpeech(): WarmSpeech {
  const tts = createEmbeddedTts();
  const asr = createEmbeddedAsr();
  const warm = async (signal: AbortSignal) => {
    const { fillers, trouble, resumed } = phrasesOf("en");
    await asr.warm(signal);
    for (const sampleRate of [8000, 16000] as const) {
      await tts.warm([...fillers, trouble, resumed], { sampleRate }, signal);
    }
  };
  return { ...sharedSpeech({ tts, asr, createVad: createEnergyVad }), warm };
}
