import fc from "fast-check";
import { expect, test } from "vitest";
import { type AfterFacts, decideAfter, MOST_OPENINGS } from "./after-decision";

const facts = (over: Partial<AfterFacts> = {}): AfterFacts => ({
  onTheLine: true,
  ended: false,
  goodbye: false,
  wordless: false,
  voice: "there",
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
  [
    "said goodbye, and a person was never promised",
    { transfer: "requested", ended: true, goodbye: true },
    "hang_up",
  ],
  ["said goodbye, and no keypad was promised", { payment: true, ended: true, goodbye: true }, "hang_up"],
  ["no word of goodbye", { payment: true, ended: true, goodbye: true, wordless: true }, "say_goodbye"],
  ["asked again while the person rings", { transfer: "under_way" }, "keep_waiting"],
  [
    "asked again while the person rings, and a card is to be typed after",
    { transfer: "under_way", payment: true },
    "keep_waiting",
  ],
  ["the guest pays by keypad", { payment: true, ended: true }, "take_card"],
  ["a person goes before a payment", { transfer: "requested", payment: true }, "dial_person"],
  ["the worker died", {}, "re_enter"],
  ["the worker died, the call never opened", { openings: 0 }, "re_enter"],
  ["every worker died", { workerFree: false }, "voicemail"],
  ["every worker died, no voicemail", { workerFree: false, voicemail: false }, "apologise"],
  ["no voice answered the worker", { voice: "lost" }, "speak_and_re_enter"],
  ["no voice answered, and promised a person", { voice: "lost", transfer: "requested" }, "dial_person"],
  ["no voice answered twice, nothing heard", { voice: "lost_again" }, "say_goodbye"],
  ["no voice answered, no worker free", { voice: "lost", workerFree: false }, "say_goodbye"],
  ["no voice, again and again", { voice: "lost", openings: MOST_OPENINGS + 1 }, "say_goodbye"],
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
        goodbye: fc.boolean(),
        wordless: fc.boolean(),
        voice: fc.constantFrom("there", "lost", "lost_again"),
        transfer: fc.constantFrom("none", "requested", "under_way"),
        payment: fc.boolean(),
        openings: fc.integer({ min: 0, max: 20 }),
        workerFree: fc.boolean(),
        voicemail: fc.boolean(),
      }) as fc.Arbitrary<AfterFacts>,
      (f) => {
        const decision = decideAfter(f);
        if (f.ended || f.goodbye) expect(decision).not.toMatch(/re_enter/);
        if (!f.onTheLine) expect(decision).toBe("hang_up");
        if (f.openings > MOST_OPENINGS) expect(decision).not.toMatch(/re_enter/);
        // Who was left in silence is told something, whatever comes next.
        if (f.onTheLine && f.voice !== "there" && !f.ended && !f.goodbye)
          expect(decision).not.toMatch(/^(re_enter|hang_up)$/);
      },
    ),
  );
});
