/** Log energies of telephone-band speech in 12 mel-spaced bands, from a 32 ms Hann window. */

export const BANDS = 12;
const LOW_HZ = 180;
const HIGH_HZ = 3_600;

const mel = (hz: number): number => 2_595 * Math.log10(1 + hz / 700);
const hertz = (m: number): number => 700 * (10 ** (m / 2_595) - 1);

/**
 * FFT (Cooley and Tukey, 1965) of `size` points, a power of two from 4 on, with its tables made once. `re` and `im` come
 * in the order of `place` and leave in natural order.
 */
function createFft(size: number) {
  const cos = Float64Array.from({ length: size / 2 }, (_, k) => Math.cos((-2 * Math.PI * k) / size));
  const sin = Float64Array.from({ length: size / 2 }, (_, k) => Math.sin((-2 * Math.PI * k) / size));
  const bits = Math.log2(size);
  const place = Uint16Array.from({ length: size }, (_, i) => {
    let out = 0;
    for (let bit = 0; bit < bits; bit++) out |= ((i >> bit) & 1) << (bits - 1 - bit);
    return out;
  });
  const transform = (re: Float64Array, im: Float64Array): void => {
    firstTwoStages(re, im);
    for (let half = 4; half < size; half <<= 1) {
      const stride = size / (2 * half);
      for (let k = 0; k < half; k++) {
        const c = cos[k * stride] as number;
        const s = sin[k * stride] as number;
        for (let at = k; at < size; at += 2 * half) {
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
  return { place, transform };
}

/** Four points at a time: their factors are 1 and −i, so nothing is multiplied. */
function firstTwoStages(re: Float64Array, im: Float64Array): void {
  for (let at = 0; at < re.length; at += 4) {
    const r0 = (re[at] as number) + (re[at + 1] as number);
    const i0 = (im[at] as number) + (im[at + 1] as number);
    const r1 = (re[at] as number) - (re[at + 1] as number);
    const i1 = (im[at] as number) - (im[at + 1] as number);
    const r2 = (re[at + 2] as number) + (re[at + 3] as number);
    const i2 = (im[at + 2] as number) + (im[at + 3] as number);
    const r3 = (re[at + 2] as number) - (re[at + 3] as number);
    const i3 = (im[at + 2] as number) - (im[at + 3] as number);
    re[at] = r0 + r2;
    im[at] = i0 + i2;
    re[at + 1] = r1 + i3;
    im[at + 1] = i1 - r3;
    re[at + 2] = r0 - r2;
    im[at + 2] = i0 - i2;
    re[at + 3] = r1 - i3;
    im[at + 3] = i1 + r3;
  }
}

/**
 * Power at the bins `from` to `to` of a real signal, shaped by a Hann window: its even and odd samples go through one
 * complex FFT of half the length (Sorensen et al., 1987). The result is valid until the next call.
 */
function createPowerSpectrum(size: number, from: number, to: number) {
  const half = size / 2;
  const { place, transform } = createFft(half);
  const re = new Float64Array(half);
  const im = new Float64Array(half);
  const power = new Float64Array(half);
  const cos = Float64Array.from({ length: half }, (_, k) => Math.cos((-2 * Math.PI * k) / size));
  const sin = Float64Array.from({ length: half }, (_, k) => Math.sin((-2 * Math.PI * k) / size));
  const hann = Float64Array.from(
    { length: size },
    (_, i) => (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size)) / 32_768,
  );
  return (signal: Int16Array): Float64Array => {
    for (let i = 0; i < half; i++) {
      const at = place[i] as number;
      re[at] = (signal[2 * i] as number) * (hann[2 * i] as number);
      im[at] = (signal[2 * i + 1] as number) * (hann[2 * i + 1] as number);
    }
    transform(re, im);
    for (let k = from; k < to; k++) {
      const m = half - k;
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

type BandEnergies = (window: Int16Array) => Float64Array;
const shared = new Map<number, BandEnergies>();

/**
 * Band energies in dB relative to full scale of one window (32 ms of 16-bit samples). All calls share the tables, which
 * so stay in the processor's cache: a result is valid until anybody's next.
 */
export function bandEnergies(sampleRate: 8000 | 16000): BandEnergies {
  const known = shared.get(sampleRate) ?? createBandEnergies(sampleRate);
  shared.set(sampleRate, known);
  return known;
}

function createBandEnergies(sampleRate: 8000 | 16000): BandEnergies {
  const size = sampleRate === 8_000 ? 256 : 512;
  const edges = Array.from({ length: BANDS + 1 }, (_, i) => {
    const m = mel(LOW_HZ) + ((mel(HIGH_HZ) - mel(LOW_HZ)) * i) / BANDS;
    return Math.round((hertz(m) * size) / sampleRate);
  });
  const spectrum = createPowerSpectrum(size, edges[0] as number, (edges[BANDS] as number) + 1);
  const out = new Float64Array(BANDS);
  return (window) => {
    const power = spectrum(window);
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
