"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo, useSyncExternalStore } from "react";

/** A change of the URL: null, "" and an empty list take a key out; a list is joined by commas. */
export type UrlPatch = Record<string, string | readonly string[] | null>;

/** The query string after a patch. Filters start again at page 1, so everything but paging drops `page`. */
export function patchQuery(query: string, patch: UrlPatch): string {
  const params = new URLSearchParams(query);
  const staysOnPage = Object.keys(patch).every((key) => key === "page" || key === "peek" || key === "tab");
  if (!staysOnPage) params.delete("page");
  for (const [key, value] of Object.entries(patch)) {
    const text = value === null || typeof value === "string" ? value : value.join(",");
    if (text) params.set(key, text);
    else params.delete(key);
  }
  // A comma is allowed in a query and reads better than %2C.
  return params.toString().replaceAll("%2C", ",");
}

type Entry = Pick<History, "state" | "replaceState">;
type Page = { history: Entry & Pick<History, "pushState">; location: Pick<Location, "pathname" | "search"> };

/**
 * Writes an address into the current history entry at once and past the router, which holds its own copy of the address
 * and writes it back when it renders: a peek that was closed meanwhile would stand in the entry that is being left.
 */
export function writeAddress(history: Entry, address: string): void {
  // The router passes on an entry marked as its own, and takes part in every other.
  history.replaceState({ ...history.state, __NA: true }, "", address);
}

/**
 * Changes the address of the page at `path` by a patch, without asking the server: the lists read their data themselves, so
 * that tabs and filters answer while the app is away. The router takes part in what is not marked as its own. False when
 * the person is on the way to another page, whose address is not this one's to change.
 */
export function patchAddress(
  { history, location }: Page,
  path: string,
  patch: UrlPatch,
  push: boolean,
): boolean {
  if (location.pathname !== path) return false;
  // The address itself is the newest: two patches in a row both count.
  const next = patchQuery(location.search, patch);
  const address = next ? `${path}?${next}` : path;
  if (Object.keys(patch).every((key) => key === "peek")) writeAddress(history, address);
  else if (push) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
  return true;
}

const PEEKED = "voicehive:peek";
function onPeek(changed: () => void): () => void {
  for (const event of [PEEKED, "popstate"]) window.addEventListener(event, changed);
  return () => {
    for (const event of [PEEKED, "popstate"]) window.removeEventListener(event, changed);
  };
}
const peekOf = (search: string): string | null => new URLSearchParams(search).get("peek");

/** The router's query with the peek that the address really has. */
export function withPeek(query: string, peek: string | null): URLSearchParams {
  const params = new URLSearchParams(query);
  if (peek === null) params.delete("peek");
  else params.set("peek", peek);
  return params;
}

/** The URL is the state of a view. `push` makes a step that Back undoes; the default replaces. */
export function useUrlState() {
  const routed = useSearchParams().toString();
  const path = usePathname();
  const peek = useSyncExternalStore(
    onPeek,
    () => peekOf(window.location.search),
    () => peekOf(routed),
  );
  const params = useMemo(() => withPeek(routed, peek), [routed, peek]);
  const set = useCallback(
    (patch: UrlPatch, push = false) => {
      if (patchAddress(window, path, patch, push)) window.dispatchEvent(new Event(PEEKED));
    },
    [path],
  );
  return { params, set };
}
