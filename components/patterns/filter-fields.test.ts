import { expect, test } from "vitest";
import { type FilterField, filterSummary, filterValue } from "@/components/patterns/filter-fields";

const status: FilterField = {
  key: "status",
  label: "State",
  type: "choices",
  options: ["held", "confirmed", "checked_in", "no_show"].map((value) => ({ value, label: value })),
};
const arrives: FilterField = { key: "arrives", label: "Arrives", type: "dates" };
const url = (query: string) => new URLSearchParams(query);

test("only known choices count, each once", () => {
  expect(filterValue(status, url("status=held,nonsense,held,confirmed"))).toEqual(["held", "confirmed"]);
  expect(filterValue({ ...status, type: "choice" }, url("status=held,confirmed"))).toEqual(["held"]);
  expect(filterValue(status, url("status="))).toEqual([]);
});
test("half a range, a backward one and a day that is none are no filter", () => {
  expect(filterValue(arrives, url("arrivesFrom=2026-03-05"))).toEqual([]);
  expect(filterValue(arrives, url("arrivesFrom=2026-03-08&arrivesTo=2026-03-05"))).toEqual([]);
  expect(filterValue(arrives, url("arrivesFrom=2026-02-30&arrivesTo=2026-03-05"))).toEqual([]);
  expect(filterSummary(arrives, url("arrivesFrom=2026-03-05&arrivesTo=2026-03-08"))).toMatch(
    /^Thu 5.*Sun 8 Mar$/,
  );
});
test("a summary stays short", () => {
  expect(filterSummary(status, url("status=held,confirmed"))).toBe("held, confirmed");
  expect(filterSummary(status, url("status=held,confirmed,checked_in,no_show"))).toBe(
    "held, confirmed and 2 more",
  );
  expect(filterSummary(status, url(""))).toBe("");
});
