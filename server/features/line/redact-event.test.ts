import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import type { Deps } from "@/server/verbs/ctx";
import { redactionOf } from "./redact-event";

const deps = { keys: { dataEncryption: new Uint8Array(randomBytes(32)) } } as unknown as Deps;
const text = "my number is two two one two three four five six";
const turn = { type: "guest_turn", turnId: "t1", source: "speech", confidence: 1, text } as const;
const wordsFrom = (at: number) =>
  text.split(" ").map((word, i) => ({ text: word, startMs: at + i * 300, endMs: at + i * 300 + 250 }));
const silences = (words?: ReturnType<typeof wordsFrom>) =>
  redactionOf(deps, "c1", "NO", null).apply({
    ...turn,
    startMs: 56_000,
    endMs: 60_000,
    ...(words ? { words } : {}),
  }).body.silences ?? [];

test("words timed inside their turn are silenced where they were said", () => {
  const [span] = silences(wordsFrom(56_000));
  expect(span?.startMs).toBeGreaterThan(56_000);
  expect(span?.endMs).toBeLessThanOrEqual(60_000);
});

test("without times, or with times that do not fit, the whole turn is silenced", () => {
  const whole = [{ startMs: 56_000, endMs: 60_000 }];
  expect(silences()).toEqual(whole);
  expect(silences(wordsFrom(0))).toEqual(whole);
});

test("digits of a card that were pressed: their tones are silenced; what was typed makes no sound", () => {
  const pressed = {
    type: "guest_turn",
    turnId: "t1",
    confidence: 1,
    startMs: 10_000,
    endMs: 15_000,
  } as const;
  const stored = (source: "keypad" | "typed", text: string) =>
    redactionOf(deps, "c1", "NO", null).apply({ ...pressed, source, text }).body;
  expect(stored("keypad", "4242424242424242")).toMatchObject({
    text: "[card]",
    silences: [{ startMs: 10_000, endMs: 15_000 }],
  });
  expect(stored("keypad", "2")).toMatchObject({ text: "2", silences: [] });
  expect(stored("typed", "4242424242424242")).toMatchObject({ text: "[card]", silences: [] });
});
