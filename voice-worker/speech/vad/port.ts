/** Voice activity over one caller's audio. Feed frames in order; the result is the state after the frame. */
export interface VadResult {
  /** Smoothed probability of speech, 0..1. */
  probability: number;
  speaking: boolean;
  /** Milliseconds of uninterrupted speech (when speaking) or silence (when not) up to this frame. */
  runMs: number;
}

export interface Vad {
  push(pcm: Int16Array): VadResult;
  reset(): void;
}

export type CreateVad = (sampleRate: 8000 | 16000) => Vad;
