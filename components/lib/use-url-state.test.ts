import { expect, test } from "vitest";
import { patchQuery } from "@/components/lib/use-url-state";

test("a patch sets, joins and removes; defaults leave no trace", () => {
  expect(patchQuery("", { status: ["held", "confirmed"], from: "2026-03-05" })).toBe(
    "status=held,confirmed&from=2026-03-05",
  );
  expect(patchQuery("status=held&q=x", { status: [], q: "" })).toBe("");
  expect(patchQuery("a=1", { a: null })).toBe("");
});
test("a new filter starts at page 1; paging and peeking do not", () => {
  expect(patchQuery("page=4", { status: "held" })).toBe("status=held");
  expect(patchQuery("page=4", { peek: "7K2M" })).toBe("page=4&peek=7K2M");
  expect(patchQuery("page=4&q=x", { page: "5" })).toBe("page=5&q=x");
});
test("what a person typed is escaped", () => {
  expect(patchQuery("", { q: "a&b=c" })).toBe("q=a%26b%3Dc");
});
