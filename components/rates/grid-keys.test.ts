import { describe, expect, test } from "vitest";
import { type GridFocus, gridKey, selected } from "./grid-keys";

const one = (row: number, column: number): GridFocus => ({ at: { row, column }, from: { row, column } });
const press = (key: string, shift = false) => ({ key, shift, ctrl: false, alt: false });

describe("keys of the rate grid", () => {
  test("arrows move and stop at the edge", () => {
    expect(gridKey(press("ArrowRight"), one(0, 0), 5, 31)).toEqual({ type: "move", focus: one(0, 1) });
    expect(gridKey(press("ArrowUp"), one(0, 3), 5, 31)).toEqual({ type: "move", focus: one(0, 3) });
    expect(gridKey(press("End"), one(2, 3), 5, 31)).toEqual({ type: "move", focus: one(2, 30) });
  });
  test("Shift keeps where the selection began; Escape lets it go", () => {
    const wide = gridKey(press("ArrowDown", true), one(1, 4), 5, 31);
    expect(wide).toEqual({ type: "move", focus: { at: { row: 2, column: 4 }, from: { row: 1, column: 4 } } });
    expect(
      gridKey(press("Escape"), { at: { row: 2, column: 4 }, from: { row: 1, column: 4 } }, 5, 31),
    ).toEqual({
      type: "move",
      focus: one(2, 4),
    });
  });
  test("Enter edits what is there, a digit or sign begins anew", () => {
    expect(gridKey(press("Enter"), one(0, 0), 5, 31)).toEqual({ type: "edit", start: null });
    expect(gridKey(press("+"), one(0, 0), 5, 31)).toEqual({ type: "edit", start: "+" });
    expect(gridKey(press("7"), one(0, 0), 5, 31)).toEqual({ type: "edit", start: "7" });
  });
  test("nothing else, and nothing in an empty grid", () => {
    expect(gridKey(press("a"), one(0, 0), 5, 31)).toBeNull();
    expect(gridKey({ ...press("ArrowUp"), ctrl: true }, one(0, 0), 5, 31)).toBeNull();
    expect(gridKey(press("Enter"), one(0, 0), 0, 31)).toBeNull();
  });
});

test("a selection is the rectangle between its ends, whichever way it was drawn", () => {
  const focus = { at: { row: 1, column: 2 }, from: { row: 3, column: 0 } };
  expect(selected(focus, { row: 2, column: 1 })).toBe(true);
  expect(selected(focus, { row: 0, column: 1 })).toBe(false);
  expect(selected(focus, { row: 3, column: 3 })).toBe(false);
});
