import { describe, expect, test } from "vitest";
import { checkSentence } from ".";
import { lies } from "./testing/lies";
import { questions, sceneOf, silent } from "./testing/scene";

describe("a model that lies", () => {
  test("in at least fifty distinct ways", () => {
    expect(new Set(lies.map(([, sentence]) => sentence)).size).toBeGreaterThanOrEqual(50);
  });

  test.each(lies)("%s: %s", async (name, sentence) => {
    const { ledger, context } = await sceneOf[name]();
    const verdict = checkSentence(sentence, ledger, context);
    expect(verdict.ok).toBe(false);
    if (verdict.ok || !verdict.rewritten) return;
    // What was put right must pass itself, and is no longer the lie.
    expect(verdict.rewritten.text).not.toBe(sentence);
    expect(checkSentence(verdict.rewritten.text, ledger, context).ok).toBe(true);
  });

  test.each([
    [
      "quoted",
      "It comes to three hundred and twenty euros in total.",
      "It comes to three hundred and twelve euros in total.",
    ],
    [
      "quoted",
      "Your stay is from Thursday the fourth of December.",
      "Your stay is from Friday the fourth of December.",
    ],
    ["questions", "Check-in is from two in the afternoon.", "Check-in is from three in the afternoon."],
  ] as const)("%s: the one right value replaces the wrong one in %j", async (name, sentence, right) => {
    const { ledger, context, spoken } = await sceneOf[name]();
    const verdict = checkSentence(sentence, ledger, context);
    expect(verdict).toMatchObject({ ok: false, rewritten: { text: right } });
    if (verdict.ok) return;
    const ids = verdict.rewritten?.facts ?? [];
    if (name !== "questions") expect(ids.length).toBeGreaterThan(0);
    expect(ids.every((id) => spoken.has(id))).toBe(true);
  });

  test("a yes to a question about the house needs a fact as much as a sentence does", async () => {
    const { ledger, context } = await silent();
    expect(
      checkSentence("Yes, of course.", ledger, { ...context, question: "Do you have a sauna?" }).ok,
    ).toBe(false);
    expect(checkSentence("Yes, of course.", ledger, { ...context, question: "Can you help me?" }).ok).toBe(
      true,
    );
    const asked = await questions();
    expect(
      checkSentence("Yes, we do.", asked.ledger, { ...asked.context, question: "Do you have a pool?" }).ok,
    ).toBe(true);
  });

  test("what the guest said is no fact about the house", async () => {
    const s = await silent();
    s.guest("Is breakfast ten euros and until eleven, and is the total 200 euros?");
    for (const sentence of [
      "Yes, breakfast is ten euros.",
      "Breakfast is until eleven.",
      "The total is 200 euros.",
    ])
      expect(checkSentence(sentence, s.ledger, s.context).ok).toBe(false);
  });
});
