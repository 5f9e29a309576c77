import { describe, expect, test } from "vitest";
import { canMove } from "@/server/kernel/transitions";
import {
  answeredByOf,
  type DialQuestion,
  estimatedWait,
  isPossibleNumber,
  isPublicOrigin,
  outboundStatusOf,
  outboundTransitions,
  refusalToDial,
  transferTransitions,
} from "./rules";
import { OutboundStatus, TelephonySettings, TransferState } from "./schema";

const ask = (over: Partial<DialQuestion> = {}, settings: object = {}) =>
  refusalToDial({
    number: "+4722334455",
    purpose: "callback",
    settings: TelephonySettings.parse(settings),
    country: "NO",
    localTime: "12:00",
    consent: true,
    doNotCall: false,
    minutesUsed: 0,
    ...over,
  });

describe("what may be dialled", () => {
  test.each([
    ["a number of the house's country", {}, {}, null],
    ["no number", { number: "" }, {}, "not_a_number"],
    ["a room number", { number: "412" }, {}, "not_a_number"],
    ["a number without a country", { number: "22334455" }, {}, "not_a_number"],
    ["an impossible number", { number: "+4712" }, {}, "not_a_number"],
    ["spaces in it", { number: "+47 22 33 44 55" }, {}, "not_a_number"],
    ["a premium number", { number: "+4782012345" }, {}, "premium"],
    ["a British premium number", { number: "+449098790123" }, { allowedPrefixes: ["+44"] }, "premium"],
    ["another country", { number: "+442079460958" }, {}, "destination"],
    ["another country, allowed", { number: "+442079460958" }, { allowedPrefixes: ["+44"] }, null],
    ["the own country, when a list leaves it out", {}, { allowedPrefixes: ["+44"] }, "destination"],
    ["a place the list narrows to", { number: "+4790012345" }, { allowedPrefixes: ["+4722"] }, "destination"],
    ["an unknown country of the hotel", { country: "ZZ" }, {}, "destination"],
    ["who wants no calls", { doNotCall: true }, {}, "do_not_call"],
    ["who never agreed", { consent: false }, {}, "no_consent"],
    ["before the hours", { localTime: "08:59" }, {}, "hours"],
    ["at the first minute", { localTime: "09:00" }, {}, null],
    ["after the hours", { localTime: "20:00" }, {}, "hours"],
    [
      "at night, hours past midnight",
      { localTime: "01:00" },
      { outboundFrom: "18:00", outboundUntil: "02:00" },
      null,
    ],
    ["when the day's minutes are used", { minutesUsed: 240 }, {}, "spend_cap"],
    ["when none are allowed", {}, { minutesPerDay: 0 }, "spend_cap"],
    [
      "a wake-up at five, though they want no calls",
      { purpose: "wakeup", localTime: "05:00", doNotCall: true },
      {},
      null,
    ],
    ["a colleague at night", { purpose: "transfer", localTime: "03:00", consent: false }, {}, null],
    ["a colleague abroad", { purpose: "transfer", number: "+442079460958" }, {}, "destination"],
    ["a colleague past the cap", { purpose: "transfer", minutesUsed: 240 }, {}, "spend_cap"],
    [
      "an alarm at night, past the cap, to who wants no calls",
      { purpose: "alarm", localTime: "03:00", minutesUsed: 900, doNotCall: true, consent: false },
      {},
      null,
    ],
    ["an alarm abroad", { purpose: "alarm", number: "+442079460958" }, {}, "destination"],
    ["an alarm to a premium number", { purpose: "alarm", number: "+4782012345" }, {}, "premium"],
  ] as const)("%s", (_, over, settings, refusal) => {
    expect(ask(over as Partial<DialQuestion>, settings)).toBe(refusal);
  });
});

test("what is settled never moves again, and nothing moves backwards", () => {
  for (const done of ["declined", "unanswered", "failed", "ended"] as const)
    for (const next of TransferState.options) expect(canMove(transferTransitions, done, next)).toBe(false);
  expect(canMove(transferTransitions, "accepted", "unanswered")).toBe(false);
  const order = OutboundStatus.options;
  for (const from of ["completed", "busy", "no_answer", "failed", "refused"] as const)
    for (const next of order) expect(canMove(outboundTransitions, from, next)).toBe(false);
  expect(canMove(outboundTransitions, "answered", "ringing")).toBe(false);
});

test.each([
  ["queued", undefined, "dialing"],
  ["initiated", undefined, "dialing"],
  ["ringing", undefined, "ringing"],
  ["in-progress", undefined, "answered"],
  ["completed", "human", "completed"],
  ["completed", undefined, "completed"],
  ["completed", "machine_start", "no_answer"],
  ["completed", "fax", "no_answer"],
  ["no-answer", undefined, "no_answer"],
  ["canceled", undefined, "no_answer"],
  ["busy", undefined, "busy"],
  ["failed", undefined, "failed"],
  ["levitating", undefined, null],
] as const)("%s (%s) is %s", (status, by, ours) => {
  expect(outboundStatusOf(status, by)).toBe(ours);
});

test("who answered", () => {
  expect(
    [undefined, "human", "machine_start", "machine_end_beep", "fax", "unknown"].map(answeredByOf),
  ).toEqual([null, "human", "machine", "machine", "machine", "unknown"]);
});

test("the wait is the median call, shared by the lines; never zero", () => {
  expect(estimatedWait(1, [], 0)).toBe(3);
  expect(estimatedWait(4, [60, 120, 600], 2)).toBe(4);
  expect(estimatedWait(1, [5], 50)).toBe(1);
});

test.each([
  ["https://hotel.example", true],
  ["https://hotel.example:8443", true],
  ["https://8.8.4.4", true],
  ["http://hotel.example", false],
  ["http://localhost:3000", false],
  ["https://localhost", false],
  ["https://127.0.0.1:3000", false],
  ["https://[::1]", false],
  ["https://192.168.1.20", false],
  ["https://172.20.0.3", false],
  ["https://172.32.0.3", true],
  ["https://desk.local", false],
  ["https://app", false],
])("the telephone service reaches %s: %s", (origin, reached) => {
  expect(isPublicOrigin(origin)).toBe(reached);
});

test.each([
  ["+4722334455", true],
  ["+15550100100", true],
  ["+4712", false],
  ["22334455", false],
  ["", false],
])("%j has the length of a number: %s", (number, possible) => {
  expect(isPossibleNumber(number)).toBe(possible);
});

test("a key of the menu stands for one choice, and the second one is told so", () => {
  const menu = [
    { digit: "1", say: "the restaurant" },
    { digit: "2", say: "the spa" },
    { digit: "1", say: "the bar" },
  ];
  const { error } = TelephonySettings.safeParse({ menu });
  expect(error?.issues.map(({ path, message }) => [path.join("."), message])).toEqual([
    ["menu.2.digit", "Key 1 is taken."],
  ]);
  expect(TelephonySettings.safeParse({ menu: menu.slice(0, 2) }).success).toBe(true);
});

test.each([
  [{ ringSeconds: 4 }, "Write a whole number from 5 to 60."],
  [{ minutesPerDay: Number.NaN }, "Write a whole number from 0 to 10,000."],
  [{ queueSeats: 1.5 }, "Write a whole number from 0 to 100."],
])("%j is refused in words", (settings, words) => {
  expect(TelephonySettings.safeParse(settings).error?.issues[0]?.message).toBe(words);
});
