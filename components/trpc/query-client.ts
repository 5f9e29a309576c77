import { defaultShouldDehydrateQuery, QueryCache, QueryClient } from "@tanstack/react-query";
import superjson from "superjson";

/** Queries read again by live notices; half a minute covers what none announces. */
const STALE_MS = 30_000;

/** True when trying again may help: not when we were told no. */
const isOurFault = (error: unknown): boolean => {
  const status = (error as { data?: { httpStatus?: number } | null }).data?.httpStatus;
  return status === undefined || status >= 500;
};

/** A query cache for one hotel: rows of two hotels never meet in one. */
export const makeQueryClient = (onError?: (error: Error) => void): QueryClient =>
  new QueryClient({
    queryCache: new QueryCache({ onError }),
    defaultOptions: {
      queries: { staleTime: STALE_MS, retry: (count, error) => count < 2 && isOurFault(error) },
      dehydrate: {
        serializeData: superjson.serialize,
        shouldDehydrateQuery: (query) =>
          defaultShouldDehydrateQuery(query) || query.state.status === "pending",
        // Next hides messages of errors itself; ours are written to be read.
        shouldRedactErrors: () => false,
      },
      hydrate: { deserializeData: superjson.deserialize },
    },
  });
