export interface Spread {
  count: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

/** Percentiles by nearest rank; zeros for no values. */
export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: sorted.at(-1) ?? 0 };
}

/** `p50/p95/p99` in milliseconds with one decimal. */
export const brief = ({ count, p50, p95, p99 }: Spread): string =>
  count === 0 ? "none" : `${[p50, p95, p99].map((ms) => ms.toFixed(1)).join(" / ")} ms (${count})`;
