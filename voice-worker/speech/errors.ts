/** A speech vendor failed. `retryable` tells whether the same request may succeed a moment later. */
export class SpeechError extends Error {
  override readonly name = "SpeechError";
  constructor(
    message: string,
    readonly vendor: string,
    readonly retryable: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
