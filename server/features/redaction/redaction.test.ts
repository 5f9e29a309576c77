import { describe, expect, test } from "vitest";
import { createRedactor, RedactorState } from ".";
import { isCardNumber, luhn } from "./cards";
import { isIban } from "./ids";
import { digitRuns } from "./numbers";

const redact = (text: string, country = "US") =>
  createRedactor({ country }).redact({ turnId: "t1", text }).redactedText;

describe("what is redacted", () => {
  test.each([
    // Cards.
    ["my card is 4242 4242 4242 4242", "my card is [card]"],
    ["4242424242424242", "[card]"],
    ["4242-4242-4242-4242 thanks", "[card] thanks"],
    ["use 3782 822463 10005 please", "use [card] please"],
    ["it is 5555.5555.5555.4444", "it is [card]"],
    ["four two four two four two four two four two four two four two four two", "[card]"],
    ["it's four two four two, four two four two, uh, four two four two, four two four two", "it's [card]"],
    ["forty two forty two forty two forty two forty two forty two forty two forty two", "[card]"],
    ["triple five five double five five five five double five five four double four four", "[card]"],
    ["four oh one two eight eight eight eight eight eight eight eight one eight eight one", "[card]"],
    ["four two for two four two four too four two four two four two four two", "[card]"],
    ["cuatro dos cuatro dos cuatro dos cuatro dos cuatro dos cuatro dos cuatro dos cuatro dos", "[card]"],
    ["vier zwei vier zwo vier zwei vier zwei vier zwei vier zwei vier zwei vier zwei", "[card]"],
    [
      "quatre deux quatre deux quatre deux quatre deux quatre deux quatre deux quatre deux quatre deux",
      "[card]",
    ],
    ["৪২৪২ ৪২৪২ ৪২৪২ ৪২৪২", "[card]"],
    ["চার দুই চার দুই চার দুই চার দুই চার দুই চার দুই চার দুই চার দুই", "[card]"],
    ["my visa is 4222 2222 2222 2", "my visa is [card]"],
    ["6304000000000000 on my maestro", "[card] on my maestro"],
    // Misheard or broken off.
    ["card number 4242 4242 4242 4243", "card number [card]"],
    ["4242 4242 4242 4243", "[card]"],
    ["my card number is 4242 4242", "my card number is [card]"],
    // What goes with a card.
    ["4242 4242 4242 4242 expires 12/27 cvv 123", "[card] expires [card expiry] cvv [security code]"],
    ["the CVV is one two three", "the CVV is [security code]"],
    ["security code 1234", "security code [security code]"],
    ["4242 4242 4242 4242, 123", "[card], [security code]"],
    // Telephones.
    ["call me at 415 555 2671", "call me at [phone]"],
    ["my number is (415) 555-2671", "my number is [phone]"],
    ["+44 20 7946 0958 is mine", "[phone] is mine"],
    ["reach me on +1-448-414-3381x060", "reach me on [phone]"],
    ["four one five, five five five, two six seven one", "[phone]"],
    ["my phone is four one five triple five two six seven one", "my phone is [phone]"],
    ["my cell is oh seven nine one one one two three four five six", "my cell is [phone]"],
    ["plus eight eight oh one seven one two three four five six seven eight", "[phone]"],
    ["636.840.1227", "[phone]"],
    ["You can text 555-0132", "You can text [phone]"],
    ["আমার ফোন ০১৭১২৩৪৫৬৭৮", "আমার ফোন [phone]"],
    ["mi teléfono es seis uno dos tres cuatro cinco seis siete ocho", "mi teléfono es [phone]"],
    // E-mail addresses.
    ["write to maria.lopez@gmail.com", "write to [email]"],
    ["maria dot lopez at gmail dot com", "[email]"],
    ["my email is maria dot lopez at gmail dot com thank you", "my email is [email] thank you"],
    ["it's j o h n at yahoo dot co dot uk", "it's [email]"],
    ["send it to anna underscore b at hotel dash sun dot de please", "send it to [email] please"],
    ["my address is lopez eighty four at g mail dot com", "my address is [email]"],
    ["m a r i a four two at outlook dot com", "[email]"],
    ["mi correo es maria arroba gmail punto com", "mi correo es [email]"],
    ["meine adresse ist hans punkt weber at gmx punkt de", "meine adresse ist [email]"],
    ["Weber@München.de", "[email]"],
    // Bank accounts.
    ["IBAN DE89 3704 0044 0532 0130 00", "IBAN [iban]"],
    ["gb82west12345698765432", "[iban]"],
    ["d e eight nine three seven oh four oh oh four four oh five three two oh one three oh oh oh", "[iban]"],
    ["my iban is DE89 3704 0044 0532 0130 01", "my iban is [iban]"],
    // Papers.
    ["my passport number is C01X00T47", "my passport number is [id]"],
    ["passport AB 1234567", "passport [id]"],
    ["my passport is a b one two three four five six", "my passport is [id]"],
    ["social security 078-05-1120", "social security [id]"],
    ["ssn is 078 05 1120", "ssn is [id]"],
    ["national id 1990 1234 5678 9", "national id [id]"],
    ["soy 12345678Z", "soy [id]"],
    ["AB 12 34 56 C", "[id]"],
    ["driver's license F255-9215-0094", "driver's license [id]"],
    ["131052-308T", "[id]"],
    // Addresses of machines.
    ["from 192.168.10.44 today", "from [ip] today"],
    ["2001:db8::8a2e:370:7334", "[ip]"],
    // Birth dates.
    ["my date of birth is 12/03/1984", "my date of birth is [birth date]"],
    ["I was born on March 3rd, 1984", "I was born on [birth date]"],
    ["dob 1984-03-12", "dob [birth date]"],
    ["born on the third of march nineteen eighty four", "born on the [birth date]"],
    ["birthday is june 5", "birthday is [birth date]"],
  ])("%s", (text, redacted) => {
    expect(redact(text)).toBe(redacted);
  });
});

describe("what stays", () => {
  test.each([
    "from 2026-11-21 to 2026-11-24 for two people",
    "arriving 21/11/2026, leaving 24/11/2026",
    "from the 5th through the 8th of March",
    "we arrive on March 3rd and leave on March 5th 2027",
    "two adults and two children, ages 4 and 12",
    "room 412 please",
    "rooms 401 402 403 404 405",
    "rooms 401, 402, 403, 404, 405 and 406",
    "my booking code is 7K2M4Q",
    "booking number 4012345678",
    "my confirmation number is one two three four five six seven eight nine",
    "reservation 20261121001",
    "that is 1,234,567.00 BDT",
    "$1200 for 3 nights, or 1500 dollars with breakfast",
    "189, 209, 239 or 259 euros a night",
    "party of twelve",
    "check in at 15:00 and check out at 11:30",
    "between two and five nights",
    "twenty twenty six",
    "the 5 6 7 and 8 of May",
    "flight BA 2490 lands at 18:45",
    "we met at the bar, dot dot dot",
    "I am at the airport. It is late.",
    "my card ends in 4242",
    "the last four are four two four two",
    "I have two cards and one phone",
    "call me at nine",
    "a king bed on floor 21",
    "version 1.2.3 of the menu",
    "the code for the door is 4821",
    "",
    "   ",
    "👍👍 2️⃣",
  ])("%s", (text) => {
    expect(redact(text)).toBe(text);
  });
});

describe("across turns", () => {
  const talk = (...turns: string[]) => {
    const redactor = createRedactor({ country: "US" });
    const stored = new Map<string, string>();
    for (const [index, turn] of turns.entries()) {
      const [, speaker, text = turn] = turn.match(/^(line|guest): (.*)$/) ?? [];
      const result = redactor.redact({
        turnId: `t${index}`,
        text,
        speaker: speaker === "line" ? "line" : "guest",
      });
      stored.set(`t${index}`, result.redactedText);
      for (const amendment of result.amendments) stored.set(amendment.turnId, amendment.redactedText);
    }
    return [...stored.values()];
  };

  test.each([
    [
      ["4242", "4242", "4242", "4242"],
      ["[card]", "[card]", "[card]", "[card]"],
    ],
    [
      [
        "it's four two four two",
        "line: Please do not read a card aloud.",
        "four two four two",
        "um",
        "four two four two",
        "and four two four two",
      ],
      ["it's [card]", "Please do not read a card aloud.", "[card]", "um", "[card]", "and [card]"],
    ],
    [
      ["sure, it's three seven eight two", "eight two two four six three", "one double oh oh five"],
      ["sure, it's [card]", "[card]", "[card]"],
    ],
    [
      ["4242 4242 42", "42 4242", "thank you"],
      ["[card]", "[card]", "thank you"],
    ],
    [
      ["4242 4242 4242 4242", "line: And now?", "one two three"],
      ["[card]", "And now?", "[security code]"],
    ],
    [
      ["4242 4242 4242 4242", "expires 12/27", "cvc 9876"],
      ["[card]", "expires [card expiry]", "cvc [security code]"],
    ],
    [
      ["4242 4242 4242 4242", "room 412 please"],
      ["[card]", "room 412 please"],
    ],
    [
      ["four people", "4242", "room 412", "2 nights"],
      ["four people", "4242", "room 412", "2 nights"],
    ],
    [
      ["line: What is your phone number?", "555 0132"],
      ["What is your phone number?", "[phone]"],
    ],
    [
      ["line: What is your phone number?", "five five five oh one three two"],
      ["What is your phone number?", "[phone]"],
    ],
    [
      ["line: What is your booking number?", "4155552671"],
      ["What is your booking number?", "4155552671"],
    ],
    [
      ["line: What is your date of birth?", "March 3rd 1984"],
      ["What is your date of birth?", "[birth date]"],
    ],
    [
      ["line: When do you arrive?", "March 3rd 2027"],
      ["When do you arrive?", "March 3rd 2027"],
    ],
    [
      ["line: May I have your passport number?", "it is AB1234567"],
      ["May I have your passport number?", "it is [id]"],
    ],
  ])("%j", (turns, stored) => {
    expect(talk(...turns)).toEqual(stored);
  });

  test("goes on in another process from its state, which is plain JSON", () => {
    const turns = ["4242", "4242", "4242", "4242"];
    let state: unknown;
    const amended = new Set<string>();
    for (const [index, text] of turns.entries()) {
      const redactor = createRedactor({ country: "US", ...(state ? { state } : {}) });
      for (const { turnId } of redactor.redact({ turnId: `t${index}`, text }).amendments) amended.add(turnId);
      state = JSON.parse(JSON.stringify(redactor.state()));
      expect(RedactorState.parse(state)).toEqual(redactor.state());
    }
    expect([...amended]).toEqual(["t0", "t1", "t2"]);
  });

  test("a state that is none is refused", () => {
    expect(() => createRedactor({ country: "US", state: { version: 2 } })).toThrow();
  });

  test("remembers a bounded number of turns", () => {
    const redactor = createRedactor({ country: "US" });
    for (let i = 0; i < 200; i++) redactor.redact({ turnId: `t${i}`, text: "9" });
    expect(redactor.state().pending.length).toBeLessThanOrEqual(12);
  });
});

describe("silences", () => {
  const timed = (text: string) =>
    text.split(" ").map((word, i) => ({ text: word, startMs: i * 100, endMs: i * 100 + 90 }));

  test("cover the words of a span and no others", () => {
    const text = "yes call me at four one five five five five two six seven one please";
    const result = createRedactor({ country: "US" }).redact({ turnId: "t", text, words: timed(text) });
    expect(result.silences).toEqual([{ startMs: 400, endMs: 1_390 }]);
    expect(result.redactedText).toBe("yes call me at [phone] please");
  });

  test("come with an amendment", () => {
    const redactor = createRedactor({ country: "US" });
    redactor.redact({ turnId: "a", text: "it's 4242 4242", words: timed("it's 4242 4242") });
    const { amendments, silences } = redactor.redact({
      turnId: "b",
      text: "4242 4242",
      words: timed("4242 4242"),
    });
    expect(amendments).toMatchObject([
      { turnId: "a", redactedText: "it's [card]", silences: [{ startMs: 100, endMs: 290 }] },
    ]);
    expect(silences).toEqual([{ startMs: 0, endMs: 190 }]);
  });

  test("take the whole turn when the words do not fit the text", () => {
    const words = [{ text: "mumble", startMs: 50, endMs: 900 }];
    const result = createRedactor({ country: "US" }).redact({
      turnId: "t",
      text: "4242 4242 4242 4242",
      words,
    });
    expect(result.silences).toEqual([{ startMs: 50, endMs: 900 }]);
  });
});

test("check digits", () => {
  expect([luhn("4242424242424242"), luhn("4242424242424241"), luhn("")]).toEqual([true, false, false]);
  expect([
    isCardNumber("378282246310005"),
    isCardNumber("1234567812345670"),
    isCardNumber("0000000000000000"),
  ]).toEqual([true, false, false]);
  expect([
    isIban("DE89370400440532013000"),
    isIban("DE89370400440532013001"),
    isIban("DE8937040044053201300"),
  ]).toEqual([true, false, false]);
});

test.each([
  ["double four oh", "440"],
  ["twenty one", "21"],
  ["nineteen forty two", "1942"],
  ["twenty oh one", "2001"],
  ["4 2, uh, four-two", "4242"],
  ["B4242", undefined],
  ["5th", undefined],
])("the digits of %s", (text, digits) => {
  expect(digitRuns(text)[0]?.text).toBe(digits);
});
