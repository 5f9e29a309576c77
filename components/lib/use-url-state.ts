"use client";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useCallback } from "react";

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

/** The URL is the state of a view. `push` makes a step that Back undoes; the default replaces. */
export function useUrlState() {
  const params = useSearchParams();
  const path = usePathname();
  const router = useRouter();
  const query = params.toString();
  const set = useCallback(
    (patch: UrlPatch, push = false) => {
      const next = patchQuery(query, patch);
      const address = next ? `${path}?${next}` : path;
      // A peek shows what the list already has: no round trip to the server.
      if (Object.keys(patch).every((key) => key === "peek")) window.history.replaceState(null, "", address);
      else if (push) router.push(address, { scroll: false });
      else router.replace(address, { scroll: false });
    },
    [path, query, router],
  );
  return { params, set };
}
