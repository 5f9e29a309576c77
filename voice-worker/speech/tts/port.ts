/** Speech synthesis as the line needs it. PCM is signed 16-bit mono at `sampleRate`. */
export interface TtsRequest {
  /** One clause in spoken form: no markup, no digits that should be read as words. */
  text: string;
  /** BCP 47, for example `en` or `de`. */
  language: string;
  /** Voice id of the vendor; absent for the vendor's default. */
  voice?: string | undefined;
  sampleRate: 8000 | 16000;
}

export interface TtsChunk {
  pcm: Int16Array;
}

export interface Tts {
  readonly name: string;
  /** The voices a manager may choose, for a language. */
  voices(language: string): readonly string[];
  /**
   * Streams the clause. Ends when all audio is out; throws the signal's reason when aborted,
   * and a `SpeechError` when the vendor failed.
   */
  synthesize(request: TtsRequest, signal: AbortSignal): AsyncIterable<TtsChunk>;
  close(): Promise<void>;
}
