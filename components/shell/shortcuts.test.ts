import { expect, test } from "vitest";
import { CHORD_MS, shortcut } from "@/components/shell/shortcuts";

const press = (key: string, more = {}) => ({ key, ctrl: false, shift: false, alt: false, ...more });
const state = (more = {}) => ({ chordAt: null, now: 10_000, keys: ["c", "r"], letters: true, ...more });

test("g, then a page's letter in time, goes there", () => {
  expect(shortcut(press("g"), state())).toEqual({ type: "wait" });
  expect(shortcut(press("c"), state({ chordAt: 10_000 - CHORD_MS }))).toEqual({ type: "go", key: "c" });
  expect(shortcut(press("c"), state({ chordAt: 9_999 - CHORD_MS }))).toBeNull();
  expect(shortcut(press("c"), state())).toBeNull();
});
test("a page one may not open has no letter, and n after g is not New", () => {
  expect(shortcut(press("s"), state({ chordAt: 9_900 }))).toBeNull();
  expect(shortcut(press("n"), state({ chordAt: 9_900 }))).toBeNull();
});
test("Ctrl keys work with letters off; letters do not", () => {
  expect(shortcut(press("k", { ctrl: true }), state({ letters: false }))).toEqual({ type: "palette" });
  expect(shortcut(press(".", { ctrl: true }), state({ letters: false }))).toEqual({ type: "hotels" });
  for (const key of ["g", "?", "[", "n"]) expect(shortcut(press(key), state({ letters: false }))).toBeNull();
  expect(shortcut(press("n", { ctrl: true }), state())).toBeNull();
  expect(shortcut(press("k", { ctrl: true, shift: true }), state())).toBeNull();
});
test("the rest", () => {
  expect(shortcut(press("?", { shift: true }), state())).toEqual({ type: "help" });
  expect(shortcut(press("["), state())).toEqual({ type: "sidebar" });
  expect(shortcut(press("n"), state())).toEqual({ type: "new" });
  expect(shortcut(press("q"), state())).toBeNull();
});
