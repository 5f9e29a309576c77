import { expect, test } from "vitest";
import { patchQuery, withPeek, writeAddress } from "@/components/lib/use-url-state";

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

test("a peek that was closed does not come back with the router's older address", () => {
  expect(withPeek("view=all&peek=7K2M", null).toString()).toBe("view=all");
  expect(withPeek("view=all", "9P1Q").toString()).toBe("view=all&peek=9P1Q");
});

/** History as the router leaves it: it takes part in every write that is not marked as its own. */
function routedHistory() {
  const seen = { written: [] as string[], routed: [] as string[] };
  return {
    seen,
    state: { __NA: true, tree: "calls" } as unknown,
    replaceState(state: unknown, _: string, url?: string | URL | null) {
      if (!(state as { __NA?: boolean } | null)?.__NA) seen.routed.push(String(url));
      seen.written.push(String(url));
      this.state = state;
    },
  };
}

test("opening and closing a peek is written at once, and the router is not asked", () => {
  const history = routedHistory();
  writeAddress(history, "/harbour/calls?peek=7K2M");
  writeAddress(history, "/harbour/calls");
  expect(history.seen).toEqual({
    written: ["/harbour/calls?peek=7K2M", "/harbour/calls"],
    routed: [],
  });
  // What the router keeps in the entry to come back to it stays there.
  expect(history.state).toEqual({ __NA: true, tree: "calls" });
});
