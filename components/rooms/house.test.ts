import { describe, expect, test } from "vitest";
import type { RoomRow } from "@/server/features/rooms";
import { blockedOn, countHouse, floorsOf } from "./house";

const type = { id: "t1", code: "CD", name: "Courtyard Double" };
const room = (number: string, floor: number, over: Partial<RoomRow> = {}): RoomRow => ({
  ...{
    id: number,
    number,
    floor,
    roomType: type,
    attributes: [],
    cleaning: "inspected",
    block: null,
    occupant: null,
  },
  ...over,
});
const block = {
  id: "b",
  kind: "out_of_order",
  reason: "leak",
  firstNight: "2026-03-05",
  endNight: "2026-03-07",
} as const;
const occupant = { reservationId: "r", code: "7K2M", guest: "Lindqvist, Maria", departure: "2026-03-08" };
const house = [
  room("1010", 1),
  room("202", 2, { cleaning: "dirty", occupant }),
  room("102", 1, { block }),
  room("201", 2, { roomType: { ...type, id: "t2" } }),
  room("B1", -1, { cleaning: "pickup" }),
];
const numbers = (filter: Parameters<typeof floorsOf>[1]) =>
  floorsOf(house, filter).flatMap(({ rooms }) => rooms.map(({ number }) => number));

describe("the house by floor", () => {
  test("floors from below, numbers as people count", () => {
    expect(floorsOf(house, {}).map(({ floor }) => floor)).toEqual([-1, 1, 2]);
    expect(numbers({})).toEqual(["B1", "102", "1010", "201", "202"]);
  });
  test("filters narrow together", () => {
    expect(numbers({ type: "t2" })).toEqual(["201"]);
    expect(numbers({ cleaning: ["dirty", "pickup"] })).toEqual(["B1", "202"]);
    expect(numbers({ blocked: "yes" })).toEqual(["102"]);
    expect(numbers({ occupied: "yes", cleaning: ["inspected"] })).toEqual([]);
  });
  test("search reads numbers from their start and guests anywhere", () => {
    expect(numbers({ q: "10" })).toEqual(["102", "1010"]);
    expect(numbers({ q: "MARIA" })).toEqual(["202"]);
    expect(numbers({ q: "02" })).toEqual([]);
  });
  test("an empty house has no floors", () => {
    expect(floorsOf([], { q: "1" })).toEqual([]);
  });
});

test("a block is in force from its first night to the last", () => {
  expect(
    ["2026-03-04", "2026-03-05", "2026-03-06", "2026-03-07"].map((date) => blockedOn(block, date)),
  ).toEqual([false, true, true, false]);
  expect(blockedOn(null, "2026-03-05")).toBe(false);
});

test("counts of the house on a date", () => {
  expect(countHouse(house, "2026-03-05")).toEqual({
    occupied: 1,
    dirty: 2,
    clean: 0,
    inspected: 3,
    outOfOrder: 1,
  });
  expect(countHouse(house, "2026-03-07").outOfOrder).toBe(0);
});
