import { describe, expect, test } from "vitest";
import { actionsOf } from "./actions-of";

const stay = { status: "confirmed", arrival: "2026-03-05", departure: "2026-03-08", room: null };

describe("what can be done with a reservation", () => {
  test("before the day: a room; then nothing presses", () => {
    expect(actionsOf(stay, "2026-03-04")).toEqual({ next: "assign", more: ["change", "cancel"] });
    expect(actionsOf({ ...stay, room: "204" }, "2026-03-04").next).toBeNull();
  });
  test("on the day: check-in, and a no-show is possible", () => {
    const { next, more } = actionsOf({ ...stay, room: "204" }, "2026-03-05");
    expect(next).toBe("check-in");
    expect(more).toContain("no-show");
    expect(more).toContain("take-back");
  });
  test("in house: check-out; the room moves but is not taken back, nothing is cancelled", () => {
    const { next, more } = actionsOf({ ...stay, status: "checked_in", room: "204" }, "2026-03-06");
    expect(next).toBe("check-out");
    expect(more).toEqual(["assign", "change"]);
  });
  test.each(["checked_out", "cancelled", "expired", "a state of a newer server"])("%s: nothing", (status) => {
    expect(actionsOf({ ...stay, status }, "2026-03-06")).toEqual({ next: null, more: [] });
  });
});
