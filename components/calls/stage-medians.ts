import { stages } from "@/components/patterns/waterfall";
import type { Turn } from "@/server/features/calls/schema";

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};

/** Where the waits of a whole call went: each stage's median over the turns that had it, in milliseconds. */
export function stageMedians(turns: readonly Pick<Turn, "timing">[]): { label: string; ms: number }[] {
  const timings = turns.flatMap(({ timing }) => (timing ? [timing] : []));
  const over = [...stages, { key: "heard" as const, label: "Answer heard" }];
  return over.flatMap(({ key, label }) => {
    const values = timings.flatMap((timing) => timing[key] ?? []);
    return values.length > 0 ? [{ label, ms: median(values) }] : [];
  });
}
