import { describe, expect, test } from "vitest";
import type { AlarmMember, DirectoryEntry } from "@/server/features/policies";
import {
  attemptsOf,
  chainOf,
  MOST_STARTS,
  memberAt,
  ROUNDS,
  ringSecondsOf,
  samePlace,
  startOf,
} from "./rules";

const entry = (destination: string, number?: string): DirectoryEntry => ({
  ...{ destination, spokenName: `the ${destination}`, handles: "all", overflow: "message" },
  ...(number ? { number } : {}),
});
const entries = [entry("bar"), entry("desk", "+4722000001"), entry("manager", "+4722000002")];
const member = (over: Partial<AlarmMember>): AlarmMember => ({ name: "Anna", seconds: 30, ...over });

describe("whom an alarm is told to", () => {
  test("in the policy's order, with the directory's number or the own one", () => {
    const members = [
      member({ name: "Manager", destination: "manager", seconds: 20 }),
      member({ name: "Guard", number: "+4790000009" }),
    ];
    expect(chainOf(members, entries)).toEqual([
      { name: "Manager", number: "+4722000002", seconds: 20 },
      { name: "Guard", number: "+4790000009", seconds: 30 },
    ]);
  });
  test("who is not in the directory any more, has no number or half a one is rung by nobody", () => {
    const members = [
      member({ destination: "gone" }),
      member({ destination: "bar" }),
      member({ destination: "half" }),
    ];
    const chain = chainOf(members, [...entries, entry("half", "22 00 00 03")]);
    expect(chain.map(({ number }) => number)).toEqual([null, null, null]);
    expect(attemptsOf(chain)).toEqual([]);
  });
  test("without a chain the directory's first number, and without one nobody", () => {
    expect(chainOf(undefined, entries)).toEqual([{ name: "the desk", number: "+4722000001", seconds: 30 }]);
    expect(chainOf([], [entry("bar")])).toEqual([]);
    expect(chainOf()).toEqual([]);
  });
});

describe("how often", () => {
  const chain = [
    { name: "A", number: "+4722000001", seconds: 30 },
    { name: "B", number: null, seconds: 30 },
    { name: "C", number: "+4722000003", seconds: 30 },
  ];
  test("one after the other and round again, so often and no more; who has no number is passed over", () => {
    const attempts = attemptsOf(chain);
    expect(attempts).toHaveLength(2 * ROUNDS);
    expect(attempts.slice(0, 3).map(({ attempt, member: { name } }) => `${attempt}${name}`)).toEqual([
      "1A",
      "3C",
      "4A",
    ]);
    for (const { attempt, member: told } of attempts) expect(memberAt(chain, attempt)).toEqual(told);
  });
  test("begun again it counts on, in the same order", () => {
    const again = attemptsOf(chain, 2);
    expect(again.map(({ attempt }) => attempt)).toEqual(
      attemptsOf(chain).map(({ attempt }) => attempt + 3 * ROUNDS),
    );
    for (const { attempt, member: told } of again) expect(memberAt(chain, attempt)).toEqual(told);
    expect(again.map(({ attempt }) => startOf(chain, attempt))).toEqual(again.map(() => 2));
    expect([startOf(chain, 0), startOf(chain, 12), startOf(chain, 13)]).toEqual([1, 1, 2]);
  });
  test("no attempt outside is anybody's", () => {
    expect(memberAt(chain, 0)).toBeUndefined();
    expect(memberAt(chain, 3 * ROUNDS * MOST_STARTS + 1)).toBeUndefined();
    expect(memberAt([], 1)).toBeUndefined();
  });
  test.each([
    [15, 15],
    [45, 45],
    [600, 60],
  ])("who comes after %i s is rung for %i s", (seconds, rings) => {
    expect(ringSecondsOf({ name: "A", number: null, seconds })).toBe(rings);
  });
});

test.each([
  ["Room 412", "room 412.", true],
  ["the pool", "the  Pool!", true],
  ["room 412", "room 413", false],
  ["রুম ৪১২", "রুম ৪১২।", true],
  ["রুম ৪১২", "রুম ৪১৩", false],
])("%s and %s are one place: %s", (one, other, same) => expect(samePlace(one, other)).toBe(same));
