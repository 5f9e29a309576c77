import { describe, expect, test } from "vitest";
import {
  idsBetween,
  nextSort,
  parsePage,
  parseSort,
  type TableFocus,
  tableKey,
  writeSort,
} from "@/components/lib/table-keys";

const press = (key: string, more = {}) => ({ key, ctrl: false, shift: false, alt: false, ...more });
const focus = (more: Partial<TableFocus> = {}): TableFocus => ({
  active: 1,
  count: 3,
  closable: false,
  onRow: true,
  letters: true,
  ...more,
});

describe("keys of a list", () => {
  test("j and k move and stop at the ends", () => {
    expect(tableKey(press("j"), focus({ active: -1 }))).toEqual({ type: "move", index: 0 });
    expect(tableKey(press("j"), focus({ active: 2 }))).toEqual({ type: "move", index: 2 });
    expect(tableKey(press("k"), focus({ active: 0 }))).toEqual({ type: "move", index: 0 });
    expect(tableKey(press("k"), focus({ active: -1 }))).toEqual({ type: "move", index: 0 });
    expect(tableKey(press("End"), focus())).toEqual({ type: "move", index: 2 });
  });
  test("Enter opens, Space peeks, x selects the row that is active", () => {
    expect(tableKey(press("Enter"), focus())).toEqual({ type: "open", index: 1 });
    expect(tableKey(press(" "), focus())).toEqual({ type: "peek", index: 1 });
    expect(tableKey(press("x"), focus())).toEqual({ type: "select", index: 1, extend: false });
    expect(tableKey(press("X", { shift: true }), focus())).toEqual({
      type: "select",
      index: 1,
      extend: true,
    });
  });
  test("nothing happens without a row, or to a row that went away", () => {
    for (const key of ["Enter", " ", "x"]) {
      expect(tableKey(press(key), focus({ active: -1 }))).toBeNull();
      expect(tableKey(press(key), focus({ active: 3 }))).toBeNull();
      expect(tableKey(press(key), focus({ count: 0, active: -1 }))).toBeNull();
    }
    expect(tableKey(press("j"), focus({ count: 0 }))).toBeNull();
  });
  test("Enter on a button stays the button's; Ctrl keys stay the browser's", () => {
    expect(tableKey(press("Enter"), focus({ onRow: false }))).toBeNull();
    expect(tableKey(press(" "), focus({ onRow: false }))).toBeNull();
    expect(tableKey(press("j", { ctrl: true }), focus())).toBeNull();
    expect(tableKey(press("x", { alt: true }), focus())).toBeNull();
  });
  test("letters can be turned off; arrows stay", () => {
    expect(tableKey(press("j"), focus({ letters: false }))).toBeNull();
    expect(tableKey(press("x"), focus({ letters: false }))).toBeNull();
    expect(tableKey(press("ArrowDown"), focus({ letters: false }))).toEqual({ type: "move", index: 2 });
  });
  test("Esc closes only when there is something to close", () => {
    expect(tableKey(press("Escape"), focus())).toBeNull();
    expect(tableKey(press("Escape"), focus({ closable: true, count: 0 }))).toEqual({ type: "close" });
  });
});

describe("the URL of a list", () => {
  test("sorting survives a round trip; nonsense is none", () => {
    expect(parseSort("-arrives", ["arrives"])).toEqual({ id: "arrives", desc: true });
    expect(parseSort("drop table", ["arrives"])).toBeNull();
    expect(parseSort(null, ["arrives"])).toBeNull();
    expect(parseSort("-", ["arrives"])).toBeNull();
    expect(writeSort(parseSort("-arrives", ["arrives"]))).toBe("-arrives");
    expect(writeSort(null)).toBeNull();
  });
  test("a head cycles through both directions and back", () => {
    const one = nextSort(null, "a");
    const two = nextSort(one, "a");
    expect([one, two, nextSort(two, "a")]).toEqual([{ id: "a", desc: false }, { id: "a", desc: true }, null]);
    expect(nextSort(null, "a", true)).toEqual({ id: "a", desc: true });
    expect(nextSort(two, "b")).toEqual({ id: "b", desc: false });
  });
  test.each([
    ["3", 3],
    ["0", 1],
    ["-2", 1],
    ["1.5", 1],
    ["1e99", 1],
    ["x", 1],
    [null, 1],
  ])("page %j is %d", (text, page) => expect(parsePage(text)).toBe(page));
  test("a range of rows in either direction", () => {
    expect(idsBetween(["a", "b", "c", "d"], 3, 1)).toEqual(["b", "c", "d"]);
    expect(idsBetween(["a", "b"], -1, 0)).toEqual(["a"]);
  });
});
