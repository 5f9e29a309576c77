import { expect, test } from "vitest";
import { installedMatches } from "./install.mjs";

const lock = {
  packages: {
    "": { version: "0.1.0" },
    "node_modules/a": { version: "1.0.0" },
    "node_modules/a-darwin": { version: "1.0.0", optional: true },
  },
};

test("a package for another platform may be missing", () => {
  expect(installedMatches(lock, { packages: { "node_modules/a": { version: "1.0.0" } } })).toBe(true);
});

test.each([
  ["a missing package", {}],
  ["another version", { "node_modules/a": { version: "1.0.1" } }],
  [
    "another version of an optional one",
    { "node_modules/a": { version: "1.0.0" }, "node_modules/a-darwin": { version: "2.0.0" } },
  ],
])("%s is out of date", (_, packages) => {
  expect(installedMatches(lock, { packages })).toBe(false);
});
