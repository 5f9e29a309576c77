import { expect, test } from "vitest";
import { redactJson } from "./redact-json";

test("contacts and cards are taken out of tool arguments, the rest stays", () => {
  const clean = redactJson(
    {
      quotes: ["quote_1"],
      adults: 2,
      guest: { last: "Lindqvist", phone: "+47 22 12 34 56", email: "m@example.com" },
      note: null,
    },
    "NO",
  );
  expect(clean).toEqual({
    quotes: ["quote_1"],
    adults: 2,
    guest: { last: "Lindqvist", phone: "[phone]", email: "[email]" },
    note: null,
  });
});
