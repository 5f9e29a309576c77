import { expect, test } from "vitest";
import { heatStep } from "@/components/patterns/heatmap";
import { stages, waterfallBars } from "@/components/patterns/waterfall";
import { TurnTiming } from "@/server/line/events";

test("stages are the line contract's", () => {
  expect([...stages.map((stage) => stage.key), "total", "heard"].sort()).toEqual(
    Object.keys(TurnTiming.shape).sort(),
  );
});
test("bars follow each other and end where the wait ends", () => {
  const bars = waterfallBars({
    endpointing: 290,
    recognise: 82,
    firstToken: 150,
    think: 50,
    tool: 184,
    voice: 156,
    total: 912,
    heard: 4_000,
  });
  expect(bars.map((bar) => bar.key)).toEqual([
    "endpointing",
    "recognise",
    "firstToken",
    "think",
    "tool",
    "voice",
  ]);
  expect(bars[1]?.from).toBeCloseTo(290 / 912);
  const last = bars.at(-1);
  expect((last?.from ?? 0) + (last?.width ?? 0)).toBeCloseTo(1);
});
test("no stage, no bar; stages longer than the whole still fit", () => {
  expect(waterfallBars({ total: 500 })).toEqual([]);
  expect(waterfallBars({ think: 0, total: 0 })).toEqual([]);
  const [bar] = waterfallBars({ think: 900, total: 500 });
  expect(bar?.width).toBe(1);
  expect(waterfallBars({ think: -5, total: 100 })).toEqual([]);
});
test("heat has five steps and never a sixth", () => {
  expect([-1, 0, 0.2, 0.5, 0.79, 0.8, 1, 1.2].map(heatStep)).toEqual([0, 0, 1, 2, 3, 4, 4, 4]);
});
