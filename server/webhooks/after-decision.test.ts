import fc from "fast-check";
import { expect, test } from "vitest";
import { type AfterFacts, decideAfter, MOST_OPENINGS } from "./after-decision";

const facts = (over: Partial<AfterFacts> = {}): AfterFacts => ({
  onTheLine: true,
  ended: false,
  wordless: false,
  transfer: "none",
  payment: false,
  openings: 1,
  workerFree: true,
  voicemail: true,
  ...over,
});

test.each<[string, Partial<AfterFacts>, ReturnType<typeof decideAfter>]>([
  ["the guest has hung up", { onTheLine: false, transfer: "requested" }, "hang_up"],
  ["the line said goodbye", { ended: true }, "hang_up"],
  ["the line ended without a voice to say so", { ended: true, wordless: true }, "say_goodbye"],
  ["the line promised a person", { transfer: "requested" }, "dial_person"],
  ["promised a person, and its close came first", { transfer: "requested", ended: true }, "dial_person"],
  ["asked again while the person rings", { transfer: "under_way" }, "keep_waiting"],
  ["the guest pays by keypad", { payment: true, ended: true }, "take_card"],
  ["a person goes before a payment", { transfer: "requested", payment: true }, "dial_person"],
  ["the worker died", {}, "re_enter"],
  ["the worker died, the call never opened", { openings: 0 }, "re_enter"],
  ["every worker died", { workerFree: false }, "voicemail"],
  ["every worker died, no voicemail", { workerFree: false, voicemail: false }, "apologise"],
  ["it comes back again and again", { openings: MOST_OPENINGS + 1 }, "voicemail"],
  ["again and again, no voicemail", { openings: MOST_OPENINGS + 1, voicemail: false }, "apologise"],
])("%s", (_, over, decision) => {
  expect(decideAfter(facts(over))).toBe(decision);
});

test("a call that ended is never opened again, and a guest who is gone never dialled", () => {
  fc.assert(
    fc.property(
      fc.record({
        onTheLine: fc.boolean(),
        ended: fc.boolean(),
        wordless: fc.boolean(),
        transfer: fc.constantFrom("none", "requested", "under_way"),
        payment: fc.boolean(),
        openings: fc.integer({ min: 0, max: 20 }),
        workerFree: fc.boolean(),
        voicemail: fc.boolean(),
      }) as fc.Arbitrary<AfterFacts>,
      (f) => {
        const decision = decideAfter(f);
        if (f.ended) expect(decision).not.toBe("re_enter");
        if (!f.onTheLine) expect(decision).toBe("hang_up");
        if (f.openings > MOST_OPENINGS) expect(decision).not.toBe("re_enter");
      },
    ),
  );
});
