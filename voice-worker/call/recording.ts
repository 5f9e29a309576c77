/** What a session needs of a recording. Times are milliseconds from the start of the recording. */
export interface CallRecording {
  readonly on: boolean;
  guest(pcm: Int16Array, atMs: number): void;
  line(pcm: Int16Array, atMs: number): void;
  /** Barge-in: what the line would have said after this moment was never heard. */
  cutLine(atMs: number): void;
  /** Stops and deletes what there is (the guest refused), or begins again. */
  set(on: boolean): Promise<void>;
  /** Completes the file; its path, or nothing when there is nothing to keep. */
  finish(): Promise<string | undefined>;
}

/** For calls that are not recorded: typed ones, and hotels that do not record. */
export const noRecording: CallRecording = {
  on: false,
  guest() {},
  line() {},
  cutLine() {},
  set: async () => {},
  finish: async () => undefined,
};
