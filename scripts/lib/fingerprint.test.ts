import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { filesBelow, fingerprint, isStale, writeStamp } from "./fingerprint.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "voicehive-fingerprint-"));
  mkdirSync(path.join(folder, "a"));
  writeFileSync(path.join(folder, "a/one.ts"), "1");
  writeFileSync(path.join(folder, "two.ts"), "2");
});
afterEach(() => rmSync(folder, { recursive: true }));

const print = () => fingerprint(folder, filesBelow([folder]));

test("nothing changed, nothing stale; a stamp survives until an input changes", () => {
  const stamp = path.join(os.tmpdir(), `${path.basename(folder)}.stamp`);
  expect(isStale(stamp, print())).toBe(true);
  writeStamp(stamp, print());
  expect(isStale(stamp, print())).toBe(false);
  writeFileSync(path.join(folder, "two.ts"), "3");
  expect(isStale(stamp, print())).toBe(true);
  rmSync(stamp);
});

test("an added, a removed and a renamed file each count as a change", () => {
  const before = print();
  writeFileSync(path.join(folder, "three.ts"), "");
  expect(print()).not.toBe(before);
  rmSync(path.join(folder, "three.ts"));
  expect(print()).toBe(before);
  renameSync(path.join(folder, "two.ts"), path.join(folder, "four.ts"));
  expect(print()).not.toBe(before);
});

test("text that moves from one file's end to the next one's start is a change", () => {
  writeFileSync(path.join(folder, "a/one.ts"), "12");
  writeFileSync(path.join(folder, "two.ts"), "");
  const before = print();
  writeFileSync(path.join(folder, "a/one.ts"), "1");
  writeFileSync(path.join(folder, "two.ts"), "2");
  expect(print()).not.toBe(before);
});

test("links are not followed and refused files are left out", () => {
  symlinkSync(folder, path.join(folder, "loop"));
  const names = filesBelow([folder], (entry) => !entry.endsWith("two.ts")).map((file) => path.basename(file));
  expect(names).toEqual(["one.ts"]);
});
