/** How much of its usual speed a voice keeps for what is read out slowly. */
export const SLOW = 0.8;

/** Speech synthesis as the line needs it. PCM is signed 16-bit mono at `sampleRate`. */
export interface TtsRequest {
  /** One clause in spoken form: no markup, no digits that should be read as words. */
  text: string;
  /** BCP 47, for example `en` or `de`. */
  language: string;
  /** Voice id of the vendor; absent for the vendor's default. */
  voice?: string | undefined;
  sampleRate: 8000 | 16000;
  /** Codes, numbers and spelled words are said more slowly: somebody writes along. */
  pace?: "slow" | undefined;
  /** Which response the clause belongs to. A voice that took over stays for the rest of it; a new one may begin again. */
  turn?: string | undefined;
  /** Without a sound for so long, in milliseconds, whoever asks will give the clause up. */
  patienceMs?: number | undefined;
}

/** A word and when it sounds, milliseconds from the start of the clause. */
export interface SpokenWord {
  text: string;
  startMs: number;
  endMs: number;
}

export interface TtsChunk {
  pcm: Int16Array;
  /** The words that begin in this chunk, when the vendor tells. */
  words?: readonly SpokenWord[] | undefined;
}

export interface Tts {
  readonly name: string;
  /** The voices a manager may choose, for a language; none where it is not spoken. */
  voices(language: string): readonly string[];
  /**
   * Streams the clause. Ends when all audio is out; throws the signal's reason when aborted,
   * and a `SpeechError` when the vendor failed.
   */
  synthesize(request: TtsRequest, signal: AbortSignal): AsyncIterable<TtsChunk>;
  /** A clause like this is about to come: opens the way to the vendor. Costs nothing where there is none. */
  prepare?(like: Omit<TtsRequest, "text">): void;
  close(): Promise<void>;
}
