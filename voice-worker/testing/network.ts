import { decodeMulaw, encodeMulaw } from "../media/mulaw";

export interface BadLine {
  /** Share of the guest's frames that never arrive, percent. */
  lossPercent: number;
  /** Level of white noise in the guest's audio, dB relative to full scale; undefined for none. */
  noiseDb: number | undefined;
}

/**
 * A guest's bad line: frames lost at random, noise mixed into the rest. The same seed spoils the same frames.
 * Undefined for a good line.
 */
export function badLine({ lossPercent, noiseDb }: BadLine, seed = 1) {
  if (lossPercent === 0 && noiseDb === undefined) return undefined;
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  // Uniform noise of this amplitude has the asked root mean square.
  const amplitude = noiseDb === undefined ? 0 : 32_768 * 10 ** (noiseDb / 20) * Math.sqrt(3);
  return (frame: Buffer): Buffer | undefined => {
    if (random() * 100 < lossPercent) return undefined;
    if (amplitude === 0) return frame;
    const pcm = decodeMulaw(frame);
    for (let i = 0; i < pcm.length; i++) {
      const sample = (pcm[i] as number) + amplitude * (2 * random() - 1);
      pcm[i] = Math.max(-32_768, Math.min(32_767, Math.round(sample)));
    }
    return Buffer.from(encodeMulaw(pcm).buffer);
  };
}
