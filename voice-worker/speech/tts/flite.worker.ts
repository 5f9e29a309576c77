import { resample } from "@/voice-worker/media/resample";
import { readWav } from "@/voice-worker/media/wav";
import { serve } from "../workers/serve";
import { type FliteVoice, loadFlite } from "./flite-wasm";
import { shapeClause } from "./shape";

export interface FliteJob {
  text: string;
  voice: FliteVoice;
  sampleRate: 8000 | 16000;
  /** Share of the voice's usual speed. */
  speed: number;
  /** Silence after the clause, milliseconds. */
  pauseMs: number;
}

const say = loadFlite();

serve<FliteJob, Int16Array>(
  ({ text, voice, sampleRate, speed, pauseMs }) => {
    const wav = readWav(say(text, voice, speed));
    // Shaped at the full rate: a final "s" lives above 4 kHz and would be cut as silence.
    const clause = shapeClause(wav.channels[0] ?? new Int16Array(0), wav.sampleRate, pauseMs);
    return resample(clause, wav.sampleRate, sampleRate);
  },
  (pcm) => [pcm.buffer as ArrayBuffer],
);
