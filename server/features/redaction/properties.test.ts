import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { createRedactor } from ".";
import { luhn } from "./cards";

// Properties over many texts take more than the usual five seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const redact = (text: string) =>
  createRedactor({ country: "US" }).redact({ turnId: "t1", text }).redactedText;

describe("always", () => {
  const fragments = fc.constantFrom(
    "four",
    "double",
    "4242",
    "room",
    " ",
    "@",
    "dot",
    "com",
    "at",
    "+",
    "(",
    "-",
    "বা",
    "DE89",
    "\n",
    ".",
    "😀",
    "born",
    "\uE000",
  );
  // Any code point but lone surrogates. fast-check's own "binary" unit lists all 1.1 million of them first.
  const anySign = fc
    .integer({ min: 0, max: 0x10_ff_ff - 0x8_00 })
    .map((code) => String.fromCodePoint(code < 0xd8_00 ? code : code + 0x8_00));
  const texts = fc.oneof(
    fc.array(anySign).map((signs) => signs.join("")),
    fc.array(fragments, { maxLength: 60 }).map((parts) => parts.join(" ")),
  );

  test("spans are ordered, within the text and apart; the rest of the text is untouched", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { spans, redactedText } = createRedactor({ country: "US" }).redact({ turnId: "t", text });
        let at = 0;
        let rebuilt = "";
        for (const span of spans) {
          expect(span.start).toBeGreaterThanOrEqual(at);
          expect(span.end).toBeGreaterThan(span.start);
          rebuilt += `${text.slice(at, span.start)}[${span.kind}]`;
          at = span.end;
        }
        expect(at).toBeLessThanOrEqual(text.length);
        expect(redactedText).toBe(rebuilt + text.slice(at));
      }),
      { numRuns: 1_000 },
    );
  });

  const card = fc
    .tuple(
      fc.constantFrom("4", "51", "2221", "6011", "55"),
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 15, maxLength: 15 }),
    )
    .map(([prefix, digits]) => (prefix + digits.join("")).slice(0, 15))
    .map((body) => body + [...Array(10).keys()].find((check) => luhn(body + check)));
  const words = "zero one two three four five six seven eight nine".split(" ");

  test("no digit of a card survives, however it is grouped, written or said, in one turn or many", () => {
    fc.assert(
      fc.property(
        card,
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 16, maxLength: 16 }),
        fc.boolean(),
        fc.boolean(),
        (number, sizes, spoken, split) => {
          const groups: string[] = [];
          for (let at = 0, i = 0; at < number.length; at += sizes[i++] ?? 4)
            groups.push(number.slice(at, at + (sizes[i] ?? 4)));
          const said = groups.map((group) =>
            spoken ? [...group].map((digit) => words[Number(digit)]).join(" ") : group,
          );
          const turns = split && groups.length <= 12 ? said : [said.join(" ")];
          const redactor = createRedactor({ country: "US" });
          const stored = new Map<string, string>();
          for (const [i, text] of turns.entries()) {
            const result = redactor.redact({ turnId: `t${i}`, text });
            stored.set(`t${i}`, result.redactedText);
            for (const amendment of result.amendments) stored.set(amendment.turnId, amendment.redactedText);
          }
          expect(
            [...stored.values()]
              .join(" ")
              .replace(/\[[a-z ]+\]/g, "")
              .trim(),
          ).toBe("");
        },
      ),
      { numRuns: 300 },
    );
  });

  test("what was redacted stays as it is when redacted again", () => {
    const once = redact("4242 4242 4242 4242, a@b.com, call 415 555 2671");
    expect(redact(once)).toBe(once);
  });

  test("a huge turn takes no unreasonable time", () => {
    const began = performance.now();
    for (const piece of ["four ", "4242 ", "a dot ", "x at ", "DE89 ", "1:", "+1 ", "passport A1 "])
      redact(piece.repeat(800));
    expect(performance.now() - began).toBeLessThan(6_000);
  });
});
