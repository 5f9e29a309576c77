import { decodeMulaw, encodeMulaw } from "@/voice-worker/media/mulaw";

/** First samples of a marked utterance. Values that no voice produces in this order. */
const MAGIC = [0x21, 0xa3, 0x35, 0xb7] as const;
const NIBBLES = 5;
const LENGTH = MAGIC.length + NIBBLES;
const [M0, M1, M2, M3] = decodeMulaw(Uint8Array.from(MAGIC));

/** Which call's which turn an utterance is: `c17t3`. Call below 4096, turn below 256. */
export const tagOf = (call: number, turn: number): string => `c${call}t${turn}`;

/** A copy of the utterance whose first samples name call and turn. They pass µ-law and 8 kHz PCM unharmed. */
export function mark(pcm: Int16Array, call: number, turn: number): Int16Array {
  const number = (call << 8) | turn;
  const nibbles = Array.from({ length: NIBBLES }, (_, i) => 0x10 | ((number >> (4 * i)) & 15));
  const out = pcm.slice();
  out.set(decodeMulaw(Uint8Array.from([...MAGIC, ...nibbles])));
  return out;
}

/** The tag of a frame that begins a marked utterance. */
export function readMark(frame: Int16Array): string | undefined {
  if (frame[0] !== M0 || frame[1] !== M1 || frame[2] !== M2 || frame[3] !== M3) return undefined;
  const codes = encodeMulaw(frame.subarray(MAGIC.length, LENGTH));
  const number = codes.reduce((sum, code, i) => sum | ((code & 15) << (4 * i)), 0);
  return tagOf(number >> 8, number & 255);
}
