"use client";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
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

/**
 * Writes an address into the current history entry at once and past the router, which holds its own copy of the address
 * and writes it back when it renders: a peek that was closed meanwhile would stand in the entry that is being left.
 */
export function writeAddress(history: Entry, address: string): void {
  // The router passes on an entry marked as its own, and takes part in every other.
  history.replaceState({ ...history.state, __NA: true }, "", address);
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
  const router = useRouter();
  const peek = useSyncExternalStore(
    onPeek,
    () => peekOf(window.location.search),
    () => peekOf(routed),
  );
  const params = useMemo(() => withPeek(routed, peek), [routed, peek]);
  const query = params.toString();
  const set = useCallback(
    (patch: UrlPatch, push = false) => {
      // A peek shows what the list already has: no round trip to the server.
      const peeks = Object.keys(patch).every((key) => key === "peek");
      const next = patchQuery(peeks ? window.location.search : query, patch);
      const address = next ? `${path}?${next}` : path;
      if (peeks) {
        // Somebody who is on the way to another page has no peek here any more.
        if (window.location.pathname !== path) return;
        writeAddress(window.history, address);
        window.dispatchEvent(new Event(PEEKED));
      } else if (push) router.push(address, { scroll: false });
      else router.replace(address, { scroll: false });
    },
    [path, query, router],
  );
  return { params, set };
}
