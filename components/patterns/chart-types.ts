export interface ChartSeries {
  key: string;
  label: string;
  /** Chart role 1–8; the line is 1, a guest 2. The same colour means the same thing on every page. */
  color: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;
  kind?: "bar" | "line";
  /** A comparison: the same hue, dashed. */
  comparison?: boolean;
  /** Bars of one stack stand on each other. */
  stack?: string;
}

export interface ChartPoint {
  /** Short name of the bucket on the axis: "13", "Wed 4". */
  x: string;
  /** Its whole range, for tooltip and table: "13:00–14:00, Wed 4 March". */
  range: string;
  /** Missing (null) is a gap, not 0. */
  values: Readonly<Record<string, number | null>>;
  /** How many it stands for; a measured point with n < 20 is drawn as a dot only. */
  n?: number;
  /** Not over yet: half opacity. */
  running?: boolean;
  /** The filtered list behind it. */
  href?: string;
}

/** Fewer than this and a line would claim too much: dots only. */
export const FEW = 20;

/** At most five round ticks from 0 to at least `max`. */
export function ticks(max: number): number[] {
  if (!(max > 0) || !Number.isFinite(max)) return [0, 1];
  const rough = max / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step =
    [1, 2, 2.5, 5, 10].map((each) => each * power).find((each) => each >= rough - power * 1e-9) ?? rough;
  const count = Math.ceil(max / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, at) => Number((at * step).toPrecision(12)));
}

/** Greatest height in a chart, stacks added up. */
export function chartMax(series: readonly ChartSeries[], points: readonly ChartPoint[]): number {
  let max = 0;
  for (const { values } of points) {
    const stacks = new Map<string, number>();
    for (const { key, stack } of series) {
      const value = values[key] ?? 0;
      const height = stack ? (stacks.get(stack) ?? 0) + value : value;
      if (stack) stacks.set(stack, height);
      max = Math.max(max, height);
    }
  }
  return max;
}
