/**
 * Streaming polyphase resampler: a Kaiser-windowed sinc (β = 8, about 80 dB of stop band), evaluated only at
 * the output instants. State spans frames, so frames of any length join without a click.
 */
export interface Resampler {
  readonly from: number;
  readonly to: number;
  /** The samples that `pcm` makes ready; the newest ~2 ms wait for their right-hand neighbours. */
  push(pcm: Int16Array): Int16Array;
  /** The rest of the stream, as if silence followed. The resampler is fresh afterwards. */
  flush(): Int16Array;
}

const ZERO_CROSSINGS = 16;
const BETA = 8;
/** Pass band as a share of the lower Nyquist frequency; the transition ends just above it. */
const PASS_BAND = 0.92;

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/** Modified Bessel function of the first kind, order 0 (power series; exact enough below x = 20). */
const bessel0 = (x: number): number => {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
};

/** Filter rows, one a phase: row p holds the weights of inputs i−half+1 … i+half for instant i + p/up. */
function designPhases(up: number, down: number): { rows: Float32Array[]; half: number } {
  const cutoff = (PASS_BAND * Math.min(1, up / down)) / 2;
  const half = Math.ceil(ZERO_CROSSINGS * Math.max(1, down / up));
  const rows = Array.from({ length: up }, (_, phase) => {
    const row = new Float32Array(2 * half);
    let sum = 0;
    for (let k = 0; k < row.length; k++) {
      const t = k - half + 1 - phase / up;
      const x = 2 * Math.PI * cutoff * t;
      const window = bessel0(BETA * Math.sqrt(Math.max(0, 1 - (t / half) ** 2))) / bessel0(BETA);
      row[k] = (t === 0 ? 1 : Math.sin(x) / x) * window;
      sum += row[k] as number;
    }
    // Each phase passes a constant exactly, else the phases' unequal gains would hum at the output rate.
    return row.map((weight) => weight / sum);
  });
  return { rows, half };
}

const cache = new Map<string, ReturnType<typeof designPhases>>();

const phasesOf = (up: number, down: number) => {
  const key = `${up}/${down}`;
  const known = cache.get(key) ?? designPhases(up, down);
  if (cache.size < 32) cache.set(key, known);
  return known;
};

const MAX_PHASES = 1_000;

/** A resampler between two rates in Hz. Throws RangeError for rates that are no positive integers or whose ratio is unwieldy. */
export function createResampler(from: number, to: number): Resampler {
  for (const rate of [from, to]) {
    if (!Number.isInteger(rate) || rate < 1_000 || rate > 384_000)
      throw new RangeError(`No sample rate: ${rate}`);
  }
  const common = gcd(from, to);
  const up = to / common;
  const down = from / common;
  if (up > MAX_PHASES) throw new RangeError(`Cannot resample ${from} Hz to ${to} Hz`);
  if (up === down) return { from, to, push: (pcm) => pcm.slice(), flush: () => new Int16Array(0) };
  const { rows, half } = phasesOf(up, down);

  let history = new Float32Array(half - 1);
  /** Index in `history` of the input the next output stands at, and its phase. */
  let base = half - 1;
  let phase = 0;
  let taken = 0;
  let given = 0;

  const drain = (limit: number): Int16Array => {
    const ready = Math.max(0, Math.ceil(((history.length - half - base) * up - phase) / down));
    const out = new Int16Array(Math.min(ready, limit));
    for (let n = 0; n < out.length; n++) {
      const row = rows[phase] as Float32Array;
      const start = base - half + 1;
      let sum = 0;
      for (let k = 0; k < row.length; k++) sum += (row[k] as number) * (history[start + k] as number);
      out[n] = Math.max(-32_768, Math.min(32_767, Math.round(sum)));
      phase += down;
      base += Math.floor(phase / up);
      phase %= up;
    }
    const keepFrom = Math.min(history.length, Math.max(0, base - half + 1));
    history = history.slice(keepFrom);
    base -= keepFrom;
    given += out.length;
    return out;
  };

  const append = (pcm: ArrayLike<number>): void => {
    const joined = new Float32Array(history.length + pcm.length);
    joined.set(history);
    joined.set(pcm, history.length);
    history = joined;
  };

  return {
    from,
    to,
    push(pcm) {
      taken += pcm.length;
      append(pcm);
      return drain(Number.POSITIVE_INFINITY);
    },
    flush() {
      append(new Float32Array(half + down));
      const rest = drain(Math.max(0, Math.ceil((taken * up) / down) - given));
      history = new Float32Array(half - 1);
      base = half - 1;
      phase = taken = given = 0;
      return rest;
    },
  };
}

/** A whole clip at another rate: length is ceil(samples × to / from). */
export function resample(pcm: Int16Array, from: number, to: number): Int16Array {
  const resampler = createResampler(from, to);
  const head = resampler.push(pcm);
  const tail = resampler.flush();
  const out = new Int16Array(head.length + tail.length);
  out.set(head);
  out.set(tail, head.length);
  return out;
}
