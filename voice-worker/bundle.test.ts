import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bundled } from "./bundle.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "bundle-"));
  mkdirSync(path.join(folder, "made"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const source = () => path.join(folder, "program.ts");
const write = (word: string) => {
  writeFileSync(path.join(folder, "word.ts"), `export const word: string = "${word}";\n`);
  writeFileSync(source(), 'import { word } from "./word";\nexport const said = "It says " + word + ".";\n');
};
const bundle = (): Promise<string> => bundled(source(), path.join(folder, "made"));
const saidBy = async (address: string): Promise<string> => {
  const url = `data:text/javascript,${encodeURIComponent(readFileSync(fileURLToPath(address), "utf8"))}`;
  return ((await import(/* @vite-ignore */ url)) as { said: string }).said;
};
const files = () => readdirSync(path.join(folder, "made"), { recursive: true, encoding: "utf8" });

test("is made once, and anew when a module of it has changed, or has gone", async () => {
  write("one");
  const first = await bundle();
  expect(await saidBy(first)).toBe("It says one.");
  expect(await bundle()).toBe(first);
  write("another");
  const second = await bundle();
  expect(second).not.toBe(first);
  expect(await saidBy(second)).toBe("It says another.");
  rmSync(path.join(folder, "word.ts"));
  await expect(bundle()).rejects.toThrow("word");
});

test("starts at the same time, with a change in between: each gets what it made, and the next the newest", async () => {
  for (let n = 0; n < 5; n++) {
    write(`old ${n}`);
    const early = bundle();
    write(`newer ${n}`);
    const late = bundle();
    // The early one may have read either; from the change on nobody gets the old one.
    expect(await saidBy(await late)).toBe(`It says newer ${n}.`);
    expect(await saidBy(await early)).toMatch(/^It says (old|newer) \d\.$/);
    expect(await saidBy(await bundle())).toBe(`It says newer ${n}.`);
  }
});

test("one from older sources that is put there later is not taken for the newest", async () => {
  write("old");
  const old = fileURLToPath(await bundle());
  const text = readFileSync(old, "utf8");
  write("newest");
  const newest = await bundle();
  writeFileSync(old, text);
  expect(await bundle()).toBe(newest);
});

test("half a bundle, or one without its list, is not run; what is stale is swept away", async () => {
  write("whole");
  const address = await bundle();
  const file = fileURLToPath(address);
  const [list = ""] = readFileSync(file, "utf8").split("\n");
  writeFileSync(file, "export const said = 1;\n");
  expect(await saidBy(await bundle())).toBe("It says whole.");
  writeFileSync(file, list.slice(0, 60));
  expect(await saidBy(await bundle())).toBe("It says whole.");
  utimesSync(file, new Date(0), new Date(0));
  write("new");
  await bundle();
  expect(files().filter((name) => name.endsWith(".mjs"))).toHaveLength(1);
});

test("one that another start sweeps away meanwhile is in nobody's way", async () => {
  write("first");
  const file = fileURLToPath(await bundle());
  // Named in the folder, and gone when it is looked at.
  symlinkSync("gone", file.replace(/[0-9a-f]{16}(?=\.mjs$)/, "0".repeat(16)));
  write("second");
  expect(await saidBy(await bundle())).toBe("It says second.");
});
