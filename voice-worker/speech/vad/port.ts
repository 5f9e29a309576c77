/** Voice activity over one caller's audio. Feed frames in order; the result is the state after the frame. */
export interface VadResult {
  /** Smoothed probability of speech, 0..1. */
  probability: number;
  speaking: boolean;
  /** Milliseconds of uninterrupted speech (when speaking) or silence (when not) up to this frame. */
  runMs: number;
}

export interface Vad {
  /** A detector that works in batches answers with what it knew last: `speaking` may lag by one batch, `runMs` does not. */
  push(pcm: Int16Array): VadResult;
  reset(): void;
  /** To be set by who listens: told when `speaking` changes between two frames. Detectors that answer at once never call it. */
  onChange?: ((result: VadResult) => void) | undefined;
  /** The call is over: what is held for it elsewhere may go. */
  close?(): void;
}

export type CreateVad = (sampleRate: 8000 | 16000) => Vad;
