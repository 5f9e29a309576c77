/** Log energies of telephone-band speech in 12 mel-spaced bands, from a 32 ms Hann window. */

export const BANDS = 12;
const LOW_HZ = 180;
const HIGH_HZ = 3_600;

const mel = (hz: number): number => 2_595 * Math.log10(1 + hz / 700);
const hertz = (m: number): number => 700 * (10 ** (m / 2_595) - 1);

/** In-place radix-2 FFT (Cooley and Tukey, 1965); length a power of two. */
function fft(re: Float64Array, im: Float64Array): void {
  const n = re.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      const keep = re[i] as number;
      re[i] = re[j] as number;
      re[j] = keep;
    }
  }
  for (let size = 2; size <= n; size <<= 1) {
    const half = size >> 1;
    for (let k = 0; k < half; k++) {
      const c = Math.cos((-2 * Math.PI * k) / size);
      const s = Math.sin((-2 * Math.PI * k) / size);
      for (let at = k; at < n; at += size) {
        const b = at + half;
        const tr = (re[b] as number) * c - (im[b] as number) * s;
        const ti = (re[b] as number) * s + (im[b] as number) * c;
        re[b] = (re[at] as number) - tr;
        im[b] = (im[at] as number) - ti;
        re[at] = (re[at] as number) + tr;
        im[at] = (im[at] as number) + ti;
      }
    }
  }
}

/** Returns a function from one window (32 ms of samples) to band energies in dB relative to full scale. */
export function createBandEnergies(sampleRate: 8000 | 16000): (window: Float64Array) => Float64Array {
  const size = sampleRate === 8_000 ? 256 : 512;
  const hann = Float64Array.from({ length: size }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size));
  const edges = Array.from({ length: BANDS + 1 }, (_, i) => {
    const m = mel(LOW_HZ) + ((mel(HIGH_HZ) - mel(LOW_HZ)) * i) / BANDS;
    return Math.round((hertz(m) * size) / sampleRate);
  });
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  const out = new Float64Array(BANDS);
  return (window) => {
    im.fill(0);
    for (let i = 0; i < size; i++) re[i] = ((window[i] ?? 0) * (hann[i] as number)) / 32_768;
    fft(re, im);
    for (let band = 0; band < BANDS; band++) {
      const from = edges[band] as number;
      const to = Math.max(from + 1, edges[band + 1] as number);
      let sum = 0;
      for (let k = from; k < to; k++) sum += (re[k] as number) ** 2 + (im[k] as number) ** 2;
      out[band] = 10 * Math.log10((4 * sum) / ((to - from) * size * size) + 1e-12);
    }
    return out;
  };
}
