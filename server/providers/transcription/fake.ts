import { type Transcriber, TranscriptionError, type TranscriptionFailure } from "./port";

export interface FakeTranscriber extends Transcriber {
  /** The languages it was asked for, in order. */
  readonly asked: string[];
}

/** Hears in every recording what it is told to; a failure instead of words is thrown. */
export function createFakeTranscriber(
  hears: (language: string) => string | { fails: TranscriptionFailure },
  vendor = "deepgram",
): FakeTranscriber {
  const asked: string[] = [];
  return {
    ...{ vendor, model: "fake", asked },
    async transcribe(_wav, { language }, signal) {
      signal.throwIfAborted();
      asked.push(language);
      const heard = hears(language);
      if (typeof heard === "string") return heard;
      throw new TranscriptionError(heard.fails, "The fake fails as it was told.");
    },
  };
}
