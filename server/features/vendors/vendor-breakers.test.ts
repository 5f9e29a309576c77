import { describe, expect, test } from "vitest";
import { vendorLimits } from "@/server/kernel/breaker";
import { FixedClock } from "@/server/kernel/clock";
import { sharedBreakers } from "@/server/providers/breakers";
import { createMemoryBoards } from "@/server/providers/breakers/memory";
import { type Llm, LlmError } from "@/server/providers/llm/port";
import { askModels } from "./ask-models";
import { type VendorDeps, vendorBreakers } from "./vendor-breakers";

const clock = new FixedClock(new Date("2026-03-04T10:00:00Z"));
const parts = (): VendorDeps => ({ db: {} as VendorDeps["db"], clock });

describe("the app's breakers of vendors", () => {
  test("are those it was composed with: what one process saw fail, the next does not ask", async () => {
    const boards = createMemoryBoards(30_000, () => 0);
    const here = { ...parts(), breakers: sharedBreakers(boards(), () => 0) };
    const there = { ...parts(), breakers: sharedBreakers(boards(), () => 0) };
    let asked = 0;
    const model: Llm = {
      ...{ vendor: "openai", model: "m" },
      // biome-ignore lint/correctness/useYield: it fails before its first word.
      async *stream() {
        asked++;
        throw new LlmError("unavailable", "away");
      },
    };
    const ask = (deps: VendorDeps) =>
      askModels(
        { deps, tenantId: "t", models: [model], used: [] },
        { messages: [] } as unknown as Parameters<Llm["stream"]>[0],
        (answer) => answer,
        new AbortController().signal,
      );
    for (let n = 0; n < 5; n++) await ask(here);
    expect(asked).toBe(5);
    expect(await ask(there)).toBeUndefined();
    expect(asked).toBe(5);
  });

  test("a question that nobody waits for any more says nothing about the model, its one probe neither", async () => {
    const deps = parts();
    const breaker = vendorBreakers(deps).of("llm:openai:t:m");
    const model: Llm = {
      ...{ vendor: "openai", model: "m" },
      // biome-ignore lint/correctness/useYield: it is given up before its first word.
      async *stream(_request, signal) {
        leave.abort(new Error("The page was left."));
        signal.throwIfAborted();
      },
    };
    let leave = new AbortController();
    const ask = () => {
      leave = new AbortController();
      return askModels(
        { deps, tenantId: "t", models: [model], used: [] },
        { messages: [] } as unknown as Parameters<Llm["stream"]>[0],
        (answer) => answer,
        leave.signal,
      );
    };
    for (let n = 0; n < vendorLimits.failures; n++) await expect(ask()).rejects.toThrow("left");
    expect(breaker.state).toBe("closed");
    breaker.trip();
    const here = clock.now();
    clock.set(new Date(here.getTime() + vendorLimits.windowMs));
    await expect(ask()).rejects.toThrow("left");
    expect(breaker.allow()).toBeDefined();
    clock.set(here);
  });

  test("without any they are the process's own, one set for its parts", () => {
    const one = parts();
    expect(vendorBreakers(one)).toBe(vendorBreakers({ ...one }));
    expect(vendorBreakers(one)).not.toBe(vendorBreakers(parts()));
  });
});
