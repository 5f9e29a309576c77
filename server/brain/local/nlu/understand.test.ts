import { describe, expect, test } from "vitest";
import { readSpelling } from "@/server/brain/capture/spelling";
import { testOpening } from "@/server/brain/testing/opening";
import { readCode } from "./codes";
import { readAnswer } from "./confirm";
import { readPhone, readRoomNumber } from "./digits";
import { readEmail } from "./email";
import { readEmergency } from "./emergency";
import { readName } from "./names";
import { digitise } from "./numbers";
import { readParty } from "./party";
import { readRoomTypes } from "./rooms";
import { readSecret } from "./secrets";
import { isQuestion, MAX_TURN_CHARS, normalise } from "./text";
import { readTime } from "./times";

const words = (text: string): string => digitise(normalise(text));

describe("what guests say", () => {
  test.each([
    ["I'd like two rooms, please.", "i would like 2 rooms please"],
    ["twenty-first of December", "21st of december"],
    ["two thousand twenty seven", "2027"],
    ["one hundred and five", "105"],
    ["that one, not the first one", "that one not the 1st one"],
    ["a couple of nights", "2 nights"],
    ["for too knights", "for 2 nights"],
    ["anna.meyer@example.com", "anna.meyer@example.com"],
    ["", ""],
    ["?!.", ""],
  ])("%s is normalised", (text, expected) => expect(words(text)).toBe(expected));

  test("a huge turn is cut", () =>
    expect(normalise("la ".repeat(100_000)).length).toBeLessThanOrEqual(MAX_TURN_CHARS));

  test.each([
    ["yes", "yes"],
    ["yeah sure go ahead", "yes"],
    ["Yes, that's right. What is the address?", "yes"],
    ["no that's right", "yes"],
    ["sounds awesome", "yes"],
    ["I do", "yes"],
    ["no", "no"],
    ["I do not", "no"],
    ["I'd rather not", "no"],
    ["wait no", "no"],
    ["too expensive", "no"],
    ["hold off for now", "no"],
    ["mm", "hedge"],
    ["mhm", "hedge"],
    ["maybe", "hedge"],
    ["I think so", "hedge"],
    ["let me think", "hedge"],
    ["is it really?", undefined],
    ["what is the address", undefined],
    ["I would like to find three rooms", undefined],
    ["the fifth of december", undefined],
    ["", undefined],
  ] as const)("%s answers %s", (text, answer) => {
    const plain = normalise(text);
    expect(readAnswer(digitise(plain), isQuestion(text, plain))).toBe(answer);
  });

  test.each([
    ["two of us", { adults: 2 }],
    ["me and my wife and our 4 year old", { adults: 2, childAges: [4] }],
    ["just me", { adults: 1 }],
    ["2 adults and a baby", { adults: 2, childAges: [0] }],
    ["two adults and two children, four and seven years old", { adults: 2, childAges: [4, 7] }],
    ["my husband, me and our three kids", { adults: 2, childAges: [], unknownAges: 3 }],
    ["four people, including two children", { adults: 2, childAges: [], unknownAges: 2 }],
    ["a family of four", { total: 4 }],
    ["two rooms for three adults", { adults: 3, rooms: 2 }],
    ["three nights from the fifth", {}],
    ["can you book that for me", {}],
  ])("%s", (text, party) => expect(readParty(words(text), false)).toEqual(party));

  test("a bare number counts people only when people were asked for", () => {
    expect(readParty("3", true)).toEqual({ adults: 3 });
    expect(readParty("3", false)).toEqual({});
  });

  test.each([
    ["oh one five one double two three four five six seven", "+4915122345 67".replace(" ", "")],
    ["my number is plus four nine one seven oh one two three four five six seven", "+491701234567"],
    ["+44 20 7946 0958", "+442079460958"],
  ])("%s is a number", (text, number) =>
    expect(readPhone(words(text), "DE")).toEqual({ number, checked: true }),
  );

  test("what is no number is kept as said, and little is nothing", () => {
    expect(readPhone("1".repeat(20), "DE")).toEqual({ number: "1".repeat(20), checked: false });
    expect(readPhone("1 2 3", "DE")).toBeUndefined();
    expect(readRoomNumber(words("room two fourteen"), false)).toBe("214");
  });

  test.each([
    ["john.smith@example.com", "john.smith@example.com"],
    ["it's john dot smith at example dot com", "john.smith@example.com"],
    ["my email is a n n a at mail dot example dot org", "anna@mail.example.org"],
    ["jane underscore doe at example dot co dot uk", "jane_doe@example.co.uk"],
    ["meet me at seven", undefined],
  ])("%s", (text, email) => expect(readEmail(words(text))).toBe(email));

  test.each([
    ["m e y e r", "meyer"],
    ["mike echo yankee echo romeo", "meyer"],
    ["m as in mike o as in oscar double s", "moss"],
    ["l i n d dash h a l l", "lind-hall"],
    ["a room for two", undefined],
  ])("%s is spelled", (text, letters) => expect(readSpelling(words(text))?.letters).toBe(letters));

  test.each([
    ["my name is Anna Meyer", false, { first: "Anna", last: "Meyer" }],
    ["Mr. Tanaka", true, { last: "Tanaka" }],
    ["it's under okafor", true, { last: "Okafor" }],
    ["Maier, M E Y E R", true, { last: "Meyer", spelled: true }],
    ["vincent van gogh", true, { first: "Vincent", last: "van Gogh" }],
    ["Siobhan O'Brien", true, { first: "Siobhan", last: "O'Brien" }],
    ["i am looking for a room", false, undefined],
    ["yes please", true, undefined],
  ])("%s names", (text, asked, name) => expect(readName(text, words(text), asked)).toEqual(name));

  test.each([
    ["K7MQ2R", "K7MQ2R"],
    ["k seven m q two r", "K7MQ2R"],
    ["kilo seven mike quebec two romeo", "K7MQ2R"],
    ["i do not have it", undefined],
  ])("code %s", (text, code) => expect(readCode(words(text), true)).toBe(code));

  test.each([
    ["at half past seven", "07:30"],
    ["quarter to eight", "07:45"],
    ["7 pm", "19:00"],
    ["six thirty in the morning", "06:30"],
    ["noon", "12:00"],
    ["at 25:00", undefined],
    ["two towels", undefined],
  ])("%s is %s", (text, time) => expect(readTime(words(text), "wakeup")?.time).toBe(time));

  test("room types are found by their words, and two that fit are both named", () => {
    const { roomTypes } = testOpening();
    expect(readRoomTypes("the delux double please", roomTypes)).toEqual(["DLX"]);
    expect(readRoomTypes("a double", roomTypes)).toEqual(["STD", "DLX"]);
    expect(readRoomTypes("a garden suit", roomTypes)).toEqual(["STE"]);
    expect(readRoomTypes("double 5 1 2", roomTypes)).toEqual([]);
  });

  test.each([
    ["4242 4242 4242 4242", {}, "card"],
    ["my card is four two four two four two four two", {}, "card"],
    ["the visa is 4242 4242", {}, "card"],
    ["4242 4242", {}, "card"],
    ["4242 4242", { digits: true }, undefined],
    ["4242 4242", { card: true, digits: true }, "card"],
    ["the security code is 123", {}, "card"],
    ["my passport number is C01X00T47", {}, "document"],
    ["0151 23456789", {}, undefined],
    ["0151 23456789", { card: true, digits: true }, undefined],
    ["4242", { card: true, digits: true }, "card"],
    ["my phone is 0151 23456789", { card: true }, undefined],
    ["the last four of my card are 4242", {}, undefined],
    ["can i pay by card", {}, undefined],
    ["room 2140 for two", {}, undefined],
    ["", {}, undefined],
  ] as const)("%s with %j is kept out: %s", (text, asked, secret) =>
    expect(readSecret(words(text), asked)).toBe(secret),
  );

  test("danger is told from nuisance", () => {
    expect(readEmergency("there is a fire in the kitchen")).toBe("fire");
    expect(readEmergency("my wife can not breathe")).toBe("medical");
    expect(readEmergency("someone is breaking into my room")).toBe("security");
    for (const calm of [
      "is there a fireplace",
      "the party next door is loud",
      "where is the fire exit",
      "can i smoke",
    ])
      expect(readEmergency(calm)).toBeUndefined();
  });
});
