import "server-only";
import { dehydrate, type FetchQueryOptions, HydrationBoundary, type QueryKey } from "@tanstack/react-query";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { headers } from "next/headers";
import { cache, type ReactNode } from "react";
import { createCaller } from "@/server/trpc/caller";
import { trpcContext } from "@/server/trpc/context";
import { appRouter } from "@/server/trpc/root";
import { makeQueryClient } from "./query-client";

/**
 * tRPC inside server components, for one hotel (its slug, null for the organisation's pages). One cache a
 * request and hotel: `prefetch(trpc.rooms.list.queryOptions())`, then render inside `HydrateClient`.
 */
export const serverTrpc = cache((hotel: string | null) => {
  const queryClient = makeQueryClient();
  const context = cache(async () => trpcContext({ headers: await headers() }, hotel));
  const trpc = createTRPCOptionsProxy({ router: appRouter, ctx: context, queryClient });
  return {
    trpc,
    /** Runs verbs in this process, without HTTP. */
    caller: createCaller(context),
    /** Starts a query whose rows stream to the browser with the page. */
    prefetch<TData, TError, TQuery, TKey extends QueryKey>(
      options: FetchQueryOptions<TData, TError, TQuery, TKey>,
    ) {
      void queryClient.prefetchQuery(options);
    },
    HydrateClient: ({ children }: { children: ReactNode }) => (
      <HydrationBoundary state={dehydrate(queryClient)}>{children}</HydrationBoundary>
    ),
  };
});
