/** How a double of a voice misbehaves in one request. */
export type VoiceFault =
  | { kind: "status"; status: number }
  /** Takes the request and says nothing. */
  | { kind: "hang" }
  /** Audio, then silence with the connection open. */
  | { kind: "stall" }
  | { kind: "garbage" }
  /** Audio, then a torn connection. */
  | { kind: "break" }
  /** The vendor's own message of refusal, in the stream. */
  | { kind: "refusal" };
