import type { Speech } from "@/voice-worker/call/deps";
import type { Asr } from "../asr/port";
import type { Tts } from "../tts/port";
import type { CreateVad } from "../vad/port";

/** Engines that live as long as the worker and serve every call. */
export interface SharedEngines {
  tts: Tts;
  asr: Asr;
  createVad: CreateVad;
}

/** Speech that gives every call the same engines, whatever vendors its opening names. */
export function sharedSpeech(engines: SharedEngines): Speech & SharedEngines {
  return {
    ...engines,
    forCall: () => ({ ...engines, usage: () => [], close() {} }),
    async close() {
      await Promise.all([engines.tts.close(), engines.asr.close()]);
    },
  };
}
