import { describe, expect, test } from "vitest";
import { checkSentence } from ".";
import { sceneOf } from "./testing/scene";
import { said } from "./testing/tongues";
import { tongueCodes } from "./tongues";

const rows = (kind: "lies" | "truths") =>
  Object.entries(said).flatMap(([code, each]) =>
    each[kind].map(([scene, text]) => [code, scene, text] as const),
  );

test("each language that is read is tried with a dozen lies and a dozen truths", () => {
  expect(Object.keys(said).sort()).toEqual([...tongueCodes].sort());
  for (const { lies, truths } of Object.values(said)) {
    expect(new Set(lies.map(([, text]) => text)).size).toBeGreaterThanOrEqual(12);
    expect(new Set(truths.map(([, text]) => text)).size).toBeGreaterThanOrEqual(12);
  }
});

// The call is still in English when a model begins to speak another language, or is in that language already.
describe.each(["call in English", "call in that language"])("%s", (which) => {
  const inCall = (code: string): string => (which === "call in English" ? "en" : code);

  test.each(rows("lies"))("%s, %s: a lie: %s", async (code, name, sentence) => {
    const { ledger, context } = await sceneOf[name]();
    const its = { ...context, language: inCall(code) };
    const verdict = checkSentence(sentence, ledger, its);
    expect(verdict.ok).toBe(false);
    if (verdict.ok) return;
    expect(verdict.claims.map((claim) => claim.kind)).not.toContain("unread");
    if (!verdict.rewritten) return;
    expect(verdict.rewritten.text).not.toBe(sentence);
    expect(checkSentence(verdict.rewritten.text, ledger, its).ok).toBe(true);
  });

  test.each(rows("truths"))("%s, %s: the truth: %s", async (code, name, sentence) => {
    const { ledger, context } = await sceneOf[name]();
    const verdict = checkSentence(sentence, ledger, { ...context, language: inCall(code) });
    expect(verdict.ok ? [] : verdict.claims).toEqual([]);
    if (verdict.ok) expect(verdict.text).not.toMatch(/[\d€$]/);
  });
});
