import { expect, test } from "vitest";
import type { CallEventBody } from "@/server/line/events";
import { project } from "./project";

const tell = (bodies: readonly CallEventBody[]) =>
  project(
    bodies.map((body, at) => ({ position: at + 1, type: body.type, body, at: "2026-03-04T12:42:00.000Z" })),
  );
const timing = (turnId: string, vendors?: { asr?: string; llm?: string; tts?: string }): CallEventBody => ({
  ...{ type: "timing", turnId, timing: { total: 700 }, atMs: 0 },
  ...(vendors ? { vendors } : {}),
});
const degraded = (rung: "local_brain" | "next_voice", on: boolean): CallEventBody => ({
  ...{ type: "degraded", rung, on, atMs: 0 },
});

test("a turn knows who served it, and what was out of order at that moment", () => {
  const { services } = tell([
    timing("t1", { asr: "deepgram", llm: "openai", tts: "azure" }),
    degraded("local_brain", true),
    degraded("next_voice", true),
    timing("t2", { asr: "deepgram" }),
    degraded("next_voice", false),
    timing("t3"),
  ]);
  expect(services.get("t1")).toEqual({
    vendors: { asr: "deepgram", llm: "openai", tts: "azure" },
    rungs: [],
  });
  expect(services.get("t2")).toEqual({
    vendors: { asr: "deepgram" },
    rungs: ["local_brain", "next_voice"],
  });
  expect(services.get("t3")).toEqual({ vendors: {}, rungs: ["local_brain"] });
});
