import { describe, expect, test } from "vitest";
import { listInput, readCallsFilter, startOfDay } from "./filter";

const read = (query: string) => readCallsFilter(new URLSearchParams(query));

describe("the calls list's address", () => {
  test("reads what it knows and leaves nonsense out", () => {
    expect(read("view=booked&q= towels &dayFrom=2026-03-01&dayTo=2026-03-04&page=3")).toEqual({
      ...{ view: "booked", search: "towels", from: "2026-03-01", to: "2026-03-04", page: 3 },
    });
    for (const query of [
      "",
      "view=mine&page=-1",
      "dayFrom=2026-02-30&dayTo=2026-03-01",
      "dayFrom=2026-03-04&dayTo=2026-03-01",
      "q=%20&page=1e9",
    ])
      expect(read(query)).toEqual({ view: "all", page: 1 });
    expect(read(`q=${"x".repeat(900)}`).search).toHaveLength(200);
  });

  test("days are the hotel's, also across a clock change", () => {
    expect(startOfDay("2026-03-04", "Europe/Oslo")).toBe("2026-03-03T23:00:00.000Z");
    expect(startOfDay("2026-03-30", "Europe/Oslo")).toBe("2026-03-29T22:00:00.000Z");
    expect(startOfDay("2026-11-01", "America/New_York")).toBe("2026-11-01T04:00:00.000Z");
    expect(startOfDay("2026-11-02", "America/New_York")).toBe("2026-11-02T05:00:00.000Z");
    expect(startOfDay("2026-03-04", "Pacific/Apia")).toBe("2026-03-03T11:00:00.000Z");
    expect(listInput(read("dayFrom=2026-03-29&dayTo=2026-03-29"), "Europe/Oslo")).toEqual({
      ...{ view: "all", page: 1, from: "2026-03-28T23:00:00.000Z", until: "2026-03-29T22:00:00.000Z" },
    });
  });
});
