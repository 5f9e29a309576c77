import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "@/server/kernel/dates";
import { spokenIn } from "@/server/kernel/spoken";
import { checkSentence } from ".";
import { booked, questions } from "./testing/scene";
import { valuesIn } from "./values";
import { numbersIn, tokenise } from "./words";

const { number, money, date, time, code, ordinal } = spokenIn("en");
const amount = fc.integer({ min: 1, max: 9_999_999 });

describe("what the voice says, the gate reads", () => {
  test("numbers", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), (n) => {
        expect(numbersIn(tokenise(number(n)))).toMatchObject([{ value: n, ordinal: false }]);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), (n) => {
        expect(numbersIn(tokenise(ordinal(n)))).toMatchObject([{ value: n, ordinal: true }]);
      }),
    );
  });

  test("amounts, in words and in figures", () => {
    fc.assert(
      fc.property(amount, fc.constantFrom("EUR", "GBP", "USD"), (cents, currency) => {
        const sign = { EUR: "€", GBP: "£", USD: "$" }[currency];
        const figures = `${sign}${(cents / 100).toLocaleString("en", { minimumFractionDigits: 2 })}`;
        for (const text of [`It is ${money({ amount: cents, currency })}`, `It is ${figures}.`])
          expect(valuesIn(text)).toMatchObject([{ kind: "money", hundredths: cents }]);
      }),
    );
  });

  test("dates and times", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 1439 }), (days, minute) => {
        const day = addDays("2026-11-18", days);
        expect(valuesIn(`On ${date(day)}.`)).toMatchObject([
          { kind: "date", month: Number(day.slice(5, 7)), day: Number(day.slice(8)) },
        ]);
        const clock = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
        expect(valuesIn(`At ${time(clock)}.`)).toMatchObject([{ kind: "time", minutes: [minute] }]);
      }),
    );
  });

  test("codes", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z][2-9A-Z]{3,7}$/), (text) => {
        expect(valuesIn(`The code is ${code(text)}.`)).toMatchObject([{ kind: "code", code: text }]);
      }),
    );
    const plain = valuesIn("From 15h30 on the 21st to 10am, 50km, a 24h desk and 2pm.");
    expect(plain.map((value) => value.kind)).not.toContain("code");
  });
});

describe("whatever the amount", () => {
  test("one that no result holds is not spoken, however it is written", async () => {
    const { ledger, context } = await booked();
    const backed = new Set(
      ledger.backings.flatMap((b) => b.values.flatMap((v) => (v.kind === "money" ? [v.hundredths] : []))),
    );
    fc.assert(
      fc.property(amount, fc.constantFrom("total", "a night", "for breakfast", ""), (cents, what) => {
        fc.pre(!backed.has(cents));
        for (const said of [money({ amount: cents, currency: "EUR" }), `€${(cents / 100).toFixed(2)}`]) {
          const verdict = checkSentence(`It is ${said} ${what}.`, ledger, context);
          expect(verdict.ok).toBe(false);
          if (!verdict.ok && verdict.rewritten) expect(verdict.rewritten.text).not.toContain(said);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("any text at all is judged, and judged the same twice", async () => {
    const { ledger, context } = await questions();
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        expect(checkSentence(text, ledger, context)).toEqual(checkSentence(text, ledger, context));
      }),
      { numRuns: 200 },
    );
  });
});
