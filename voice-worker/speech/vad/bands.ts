/** Log energies of telephone-band speech in 12 mel-spaced bands, from a 32 ms Hann window. */

export const BANDS = 12;
const LOW_HZ = 180;
const HIGH_HZ = 3_600;

const mel = (hz: number): number => 2_595 * Math.log10(1 + hz / 700);
const hertz = (m: number): number => 700 * (10 ** (m / 2_595) - 1);

/** In-place radix-2 FFT (Cooley and Tukey, 1965) of `size` points, a power of two, with its tables made once. */
function createFft(size: number): (re: Float64Array, im: Float64Array) => void {
  const cos = Float64Array.from({ length: size / 2 }, (_, k) => Math.cos((-2 * Math.PI * k) / size));
  const sin = Float64Array.from({ length: size / 2 }, (_, k) => Math.sin((-2 * Math.PI * k) / size));
  const bits = Math.log2(size);
  const reversed = Uint16Array.from({ length: size }, (_, i) => {
    let out = 0;
    for (let bit = 0; bit < bits; bit++) out |= ((i >> bit) & 1) << (bits - 1 - bit);
    return out;
  });
  return (re, im) => {
    for (let i = 0; i < size; i++) {
      const j = reversed[i] as number;
      if (i >= j) continue;
      const keepRe = re[i] as number;
      const keepIm = im[i] as number;
      re[i] = re[j] as number;
      im[i] = im[j] as number;
      re[j] = keepRe;
      im[j] = keepIm;
    }
    for (let half = 1; half < size; half <<= 1) {
      const stride = size / (2 * half);
      for (let start = 0; start < size; start += 2 * half) {
        for (let k = 0; k < half; k++) {
          const c = cos[k * stride] as number;
          const s = sin[k * stride] as number;
          const at = start + k;
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
  };
}

/**
 * Power at each bin of a real signal: its even and odd samples go through one complex FFT of half the length
 * (Sorensen et al., 1987). The result is valid until the next call.
 */
function createPowerSpectrum(size: number): (signal: Float64Array) => Float64Array {
  const half = size / 2;
  const fft = createFft(half);
  const re = new Float64Array(half);
  const im = new Float64Array(half);
  const power = new Float64Array(half);
  const cos = Float64Array.from({ length: half }, (_, k) => Math.cos((-2 * Math.PI * k) / size));
  const sin = Float64Array.from({ length: half }, (_, k) => Math.sin((-2 * Math.PI * k) / size));
  return (signal) => {
    for (let i = 0; i < half; i++) {
      re[i] = signal[2 * i] as number;
      im[i] = signal[2 * i + 1] as number;
    }
    fft(re, im);
    for (let k = 0; k < half; k++) {
      const m = (half - k) % half;
      const evenRe = ((re[k] as number) + (re[m] as number)) / 2;
      const evenIm = ((im[k] as number) - (im[m] as number)) / 2;
      const oddRe = ((im[k] as number) + (im[m] as number)) / 2;
      const oddIm = ((re[m] as number) - (re[k] as number)) / 2;
      const w = cos[k] as number;
      const v = sin[k] as number;
      const sumRe = evenRe + oddRe * w - oddIm * v;
      const sumIm = evenIm + oddRe * v + oddIm * w;
      power[k] = sumRe * sumRe + sumIm * sumIm;
    }
    return power;
  };
}

/** Returns a function from one window (32 ms of samples) to band energies in dB relative to full scale. */
export function createBandEnergies(sampleRate: 8000 | 16000): (window: Float64Array) => Float64Array {
  const size = sampleRate === 8_000 ? 256 : 512;
  const hann = Float64Array.from({ length: size }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size));
  const edges = Array.from({ length: BANDS + 1 }, (_, i) => {
    const m = mel(LOW_HZ) + ((mel(HIGH_HZ) - mel(LOW_HZ)) * i) / BANDS;
    return Math.round((hertz(m) * size) / sampleRate);
  });
  const spectrum = createPowerSpectrum(size);
  const shaped = new Float64Array(size);
  const out = new Float64Array(BANDS);
  return (window) => {
    for (let i = 0; i < size; i++) shaped[i] = ((window[i] as number) * (hann[i] as number)) / 32_768;
    const power = spectrum(shaped);
    for (let band = 0; band < BANDS; band++) {
      const from = edges[band] as number;
      const to = Math.max(from + 1, edges[band + 1] as number);
      let sum = 0;
      for (let k = from; k < to; k++) sum += power[k] as number;
      out[band] = 10 * Math.log10((4 * sum) / ((to - from) * size * size) + 1e-12);
    }
    return out;
  };
}
