import { describe, expect, test } from "vitest";
import { TelephonySettings } from "@/server/features/telephony/schema";
import {
  destinationOptions,
  freeDigit,
  hoursWords,
  inputOf,
  menuSaying,
  NONE,
  numberOptions,
  roomExample,
  SettingsSchema,
  valuesOf,
} from "./settings-values";

const full = TelephonySettings.parse({
  ...{ allowedPrefixes: ["+47"], minutesPerDay: 30, transfer: "cold", ringSeconds: 20, entry: "gather" },
  menu: [
    { digit: "1", say: "the restaurant", destination: "restaurant" },
    { digit: "0", say: "anything else" },
  ],
  ...{ voicemail: false, queueSeats: 3, maintenance: "Back at noon.", callerId: "+4722000001" },
  ...{ textFrom: "+4722000002", roomNumber: "+4722001{room}", payConnector: "Hotel" },
  ...{ outboundFrom: "08:00", outboundUntil: "21:00" },
});
const bare = TelephonySettings.parse({});

describe("values and settings", () => {
  test.each([
    ["everything set", full],
    ["nothing set", bare],
    ["closed with the usual words", { ...bare, maintenance: "" }],
  ])("%s comes back as it was", (_, settings) => {
    expect(SettingsSchema.parse(valuesOf(settings))).toEqual(settings);
  });

  test("the form leaves no field absent, so each can be emptied", () => {
    expect(Object.values(valuesOf(bare))).not.toContain(undefined);
    const emptied = { ...valuesOf(full), callerId: "", textFrom: " ", roomNumber: "", payConnector: "" };
    const { callerId, textFrom, roomNumber, payConnector, ...rest } = full;
    expect(SettingsSchema.parse(emptied)).toEqual(rest);
  });

  test("calls are answered again without the words of the message getting lost", () => {
    const values = { ...valuesOf(full), closed: false };
    expect(values.maintenance).toBe("Back at noon.");
    expect(inputOf(values)).not.toHaveProperty("maintenance");
  });

  test("what the verb would refuse is refused at the same field, in its words", () => {
    const wrong = {
      ...valuesOf(full),
      ringSeconds: Number.NaN,
      roomNumber: "412",
      outboundFrom: "9",
      menu: [
        { digit: "1", say: "the bar", destination: "" },
        { digit: "1", say: "the spa", destination: "" },
      ],
    };
    const issues = SettingsSchema.safeParse(wrong).error?.issues ?? [];
    expect(Object.fromEntries(issues.map(({ path, message }) => [path.join("."), message]))).toEqual({
      ringSeconds: "Write a whole number from 5 to 60.",
      roomNumber: "Write the number with {room} at its end.",
      outboundFrom: expect.any(String),
      "menu.1.digit": "Key 1 is taken.",
    });
  });
});

describe("what is offered", () => {
  const directory = [
    { destination: "restaurant", spokenName: "the restaurant", dialled: true },
    { destination: "spa", spokenName: "the spa", dialled: false },
  ];

  test("destinations of the directory, the line first; one that is gone stays while chosen", () => {
    expect(destinationOptions(directory, "restaurant")).toEqual([
      { value: NONE, label: "The line" },
      { value: "restaurant", label: "The restaurant" },
      { value: "spa", label: "The spa", help: "Has no number: the line answers" },
    ]);
    expect(destinationOptions([], "bar").at(-1)).toMatchObject({ value: "bar", label: "Bar" });
    expect(destinationOptions([], "")).toHaveLength(1);
  });

  test("the hotel's numbers, and another that is chosen", () => {
    const numbers = [{ number: "+4722000001", label: "Main line" }];
    expect(numberOptions(numbers, "", "The first")).toEqual([
      { value: NONE, label: "The first" },
      { value: "+4722000001", label: "+47 22 00 00 01", help: "Main line" },
    ]);
    expect(numberOptions(numbers, "+442079460958", "The first")).toHaveLength(3);
    expect(numberOptions(numbers, "+4722000001", "The first")).toHaveLength(2);
  });

  test("the first key that is free, zero last", () => {
    expect(freeDigit([])).toBe("1");
    expect(freeDigit([{ digit: "1" }, { digit: "3" }])).toBe("2");
    expect(freeDigit([..."123456789"].map((digit) => ({ digit })))).toBe("0");
    expect(freeDigit([..."1234567890"].map((digit) => ({ digit })))).toBe("");
  });
});

test("the menu reads as it is said; half a choice is not said", () => {
  expect(menuSaying(full.menu)).toBe("For the restaurant, press 1. For anything else, press 0.");
  expect(
    menuSaying([
      { digit: "", say: "the bar" },
      { digit: "2", say: " " },
    ]),
  ).toBe("");
});

test.each([
  ["09:00", "20:00", null],
  ["20:00", "09:00", "Calls go on past midnight, until 09:00 of the next day."],
  ["09:00", "09:00", "Nobody is called: both times are the same."],
])("hours from %s until %s", (from, until, words) => {
  expect(hoursWords(from, until)).toBe(words);
});

test.each([
  ["+47 22001{room}", "Room 412 rings at +47 22 00 14 12."],
  ["+4722001", null],
  ["", null],
])("the pattern %j", (pattern, words) => {
  expect(roomExample(pattern)).toBe(words);
});
