/** Why a recogniser gave no words of a recording. `unsuitable`: it can never work so (a key, a language, a format). */
export type TranscriptionFailure = "unsuitable" | "unavailable";

/** The vendor failed. The message holds no key and nothing anybody said. */
export class TranscriptionError extends Error {
  override readonly name = "TranscriptionError";
  constructor(
    readonly failure: TranscriptionFailure,
    message: string,
  ) {
    super(message);
  }
}

export interface TranscriptionOptions {
  /** BCP 47: what was most probably spoken. */
  language: string;
  /** Words worth listening for. */
  vocabulary: readonly string[];
}

/** Writes down what is said in a recording that is over. */
export interface Transcriber {
  /** The vendor's name, as in `AsrVendor.vendor`. */
  readonly vendor: string;
  readonly model: string;
  /** The words of a WAV; empty when nothing was understood. Throws `TranscriptionError`, or the signal's reason. */
  transcribe(wav: Uint8Array, options: TranscriptionOptions, signal: AbortSignal): Promise<string>;
}
