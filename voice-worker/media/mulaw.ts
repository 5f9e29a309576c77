/**
 * G.711 µ-law (ITU-T Recommendation G.711, 11/88, table 2; 14-bit magnitudes carried in 16-bit PCM).
 * Both directions are table look-ups: a call decodes and encodes 8,000 samples a second each way.
 */

const BIAS = 0x84;
const CLIP = 32635;

const expand = (code: number): number => {
  const inverted = ~code & 0xff;
  const exponent = (inverted >> 4) & 0x07;
  const mantissa = inverted & 0x0f;
  const magnitude = (((mantissa << 3) + BIAS) << exponent) - BIAS;
  return inverted & 0x80 ? -magnitude : magnitude;
};

const compress = (sample: number): number => {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), CLIP) + BIAS;
  const exponent = 31 - Math.clz32(magnitude >> 7);
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
};

const DECODE = Int16Array.from({ length: 256 }, (_, code) => expand(code));
const ENCODE = Uint8Array.from({ length: 65_536 }, (_, index) => compress((index << 16) >> 16));

/** The µ-law byte of silence (positive zero). */
export const MULAW_SILENCE = 0xff;

/** µ-law bytes to 16-bit linear PCM, one sample a byte, into `pcm` where there is room already. */
export function decodeMulaw(bytes: Uint8Array, pcm: Int16Array = new Int16Array(bytes.length)): Int16Array {
  for (let i = 0; i < bytes.length; i++) pcm[i] = DECODE[bytes[i] as number] as number;
  return pcm;
}

/** 16-bit linear PCM to µ-law bytes; samples beyond the code's range are clipped. */
export function encodeMulaw(pcm: Int16Array): Uint8Array {
  const bytes = new Uint8Array(pcm.length);
  for (let i = 0; i < pcm.length; i++) bytes[i] = ENCODE[(pcm[i] as number) & 0xffff] as number;
  return bytes;
}
