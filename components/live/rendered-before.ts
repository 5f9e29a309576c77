import type { QueryClient } from "@tanstack/react-query";
import { routerOfKey, routersOf } from "./topics";

/** How long the server may take from reading a page's data to its arrival here. */
const RENDERING_MS = 15_000;

/**
 * A page that the server renders brings data read some moments ago. A notice that came in between touched queries that
 * were not here yet: they are read again as they arrive. `touched` is told each notice's names.
 */
export function rereadRenderedBefore(client: QueryClient, now: () => number = Date.now) {
  const lastTouch = new Map<string, number>();
  let lastOfAll = Number.NEGATIVE_INFINITY;
  const timers = new Set<ReturnType<typeof setTimeout>>();

  const end = client.getQueryCache().subscribe((event) => {
    const arrived =
      event.type === "added"
        ? event.query.state.data !== undefined
        : event.type === "updated" && event.action.type === "setState";
    if (!arrived) return;
    const touch = lastTouch.get(routerOfKey(event.query.queryKey) ?? "") ?? Number.NEGATIVE_INFINITY;
    if (now() - Math.max(touch, lastOfAll) > RENDERING_MS) return;
    const { queryHash } = event.query;
    // Data arrives while a page renders: nothing may be asked in the middle of that.
    const timer = setTimeout(() => {
      timers.delete(timer);
      void client.invalidateQueries({ predicate: (query) => query.queryHash === queryHash });
    }, 0);
    timers.add(timer);
  });
  return {
    touched(names: readonly string[]): void {
      const routers = routersOf(names);
      if (routers === null) lastOfAll = now();
      for (const router of routers ?? []) lastTouch.set(router, now());
    },
    end(): void {
      end();
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
