import { expect, test } from "vitest";
import { patchAddress, patchQuery, withPeek, writeAddress } from "@/components/lib/use-url-state";

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

/** A page whose history writes its address, as a browser's does; what the router takes part in is noted. */
function openPage(address: string) {
  const at = new URL(address, "http://hotel.example");
  const entries: string[] = [address];
  const routed: string[] = [];
  const write = (state: unknown, url: string | URL | null | undefined) => {
    const next = new URL(String(url), at);
    at.pathname = next.pathname;
    at.search = next.search;
    if (!(state as { __NA?: boolean } | null)?.__NA) routed.push(String(url));
    return String(url);
  };
  const history = {
    state: { __NA: true, tree: "calls" } as unknown,
    pushState: (state: unknown, _: string, url?: string | URL | null) => void entries.push(write(state, url)),
    replaceState: (state: unknown, _: string, url?: string | URL | null) =>
      void entries.splice(-1, 1, write(state, url)),
  };
  return { page: { history, location: at }, entries, routed, at };
}
const CALLS = "/harbour/calls";

test("a filter replaces, a step can be undone by Back, and the router hears of both", () => {
  const { page, entries, routed } = openPage(`${CALLS}?page=3`);
  expect(patchAddress(page, CALLS, { outcome: "booked" }, false)).toBe(true);
  expect(patchAddress(page, CALLS, { tab: "wakeups" }, true)).toBe(true);
  expect(entries).toEqual([`${CALLS}?outcome=booked`, `${CALLS}?outcome=booked&tab=wakeups`]);
  expect(routed).toEqual(entries);
});

test("two changes in one moment both count, though nothing was rendered between them", () => {
  const { page, at } = openPage(CALLS);
  patchAddress(page, CALLS, { outcome: "booked" }, false);
  patchAddress(page, CALLS, { q: "lind" }, false);
  patchAddress(page, CALLS, { outcome: null, q: null }, false);
  expect(at.search).toBe("");
});

test("a peek goes past the router; a filter that closes it does not", () => {
  const { page, at, routed } = openPage(CALLS);
  patchAddress(page, CALLS, { peek: "7K2M" }, false);
  expect([at.search, routed]).toEqual(["?peek=7K2M", []]);
  patchAddress(page, CALLS, { view: "all", peek: null }, false);
  expect([at.search, routed]).toEqual(["?view=all", [`${CALLS}?view=all`]]);
});

test("somebody on the way to another page is not called back by a late filter", () => {
  const { page, entries } = openPage("/harbour/rooms");
  expect(patchAddress(page, CALLS, { q: "lind" }, false)).toBe(false);
  expect(entries).toEqual(["/harbour/rooms"]);
});
