import "server-only";
import { dehydrate, type FetchQueryOptions, HydrationBoundary, type QueryKey } from "@tanstack/react-query";
import { TRPCError } from "@trpc/server";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { headers } from "next/headers";
import { cache, type ReactNode } from "react";
import { DomainError } from "@/server/kernel/errors";
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
  const started: Promise<void>[] = [];
  const context = cache(async () => trpcContext({ headers: await headers() }, hotel));
  const trpc = createTRPCOptionsProxy({ router: appRouter, ctx: context, queryClient });
  return {
    trpc,
    /** Runs verbs in this process, without HTTP. */
    caller: createCaller(context),
    /** Starts a query; `HydrateClient` waits for it, so that server and browser draw the same first picture. */
    prefetch<TData, TError, TQuery, TKey extends QueryKey>(
      options: FetchQueryOptions<TData, TError, TQuery, TKey>,
    ) {
      started.push(queryClient.prefetchQuery(options));
    },
    HydrateClient: async ({ children }: { children: ReactNode }) => {
      await Promise.all(started);
      return <HydrationBoundary state={dehydrate(queryClient)}>{children}</HydrationBoundary>;
    },
  };
});

/** The sentence of a domain error, for a page to show. Anything else goes on to the error page. */
export function domainMessage(error: unknown): string {
  if (error instanceof TRPCError && error.cause instanceof DomainError) return error.cause.message;
  throw error;
}
