import { expect, test } from "vitest";
import { createLogger } from "./log";

function capture(level?: string) {
  const lines: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line)) };
  return { lines, logger: createLogger("test", { level, destination }) };
}

test("one JSON line an event, with what its parents bound", () => {
  const { lines, logger } = capture("debug");
  logger.child({ requestId: "r1" }).child({ callId: "c1" }).debug({ turns: 3 }, "turn finished");
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({
    level: "debug",
    requestId: "r1",
    callId: "c1",
    turns: 3,
    msg: "turn finished",
  });
});

test("secrets are hidden at the top and one level down", () => {
  const { lines, logger } = capture();
  logger.info({ token: "abc", headers: { authorization: "Bearer abc" } }, "asked");
  expect(JSON.stringify(lines)).not.toContain("abc");
});

test("an error keeps its stack, and an unknown level means info", () => {
  const { lines, logger } = capture("loud");
  logger.debug({}, "not shown");
  logger.error({ error: new Error("broke") }, "failed");
  expect(lines).toHaveLength(1);
  expect(lines[0]?.error).toMatchObject({ message: "broke", stack: expect.stringContaining("log.test.ts") });
});
