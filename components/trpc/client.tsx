"use client";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import { type ReactNode, useMemo } from "react";
import superjson from "superjson";
import type { AppRouter } from "@/server/trpc/root";
import { makeQueryClient } from "./query-client";

export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();

/** The domain's code of a failed request (`conflict`, `forbidden` …), or undefined when it never arrived. */
export const domainCode = (error: unknown): string | undefined =>
  (error as { data?: { domain?: { code?: string } } | null } | null)?.data?.domain?.code;

/** The session ended: sign in and come back here. */
export function toSignIn(): void {
  const here = `${window.location.pathname}${window.location.search}`;
  window.location.assign(`/sign-in?from=${encodeURIComponent(here)}`);
}

const makeClient = (hotel: string | null) =>
  createTRPCClient<AppRouter>({
    links: [
      httpBatchLink({
        url: "/api/trpc",
        transformer: superjson,
        maxURLLength: 2_000,
        headers: () => (hotel ? { "x-hotel": hotel } : {}),
      }),
    ],
  });

// In the browser a suspended first render starts over: the cache must outlive it.
let kept: { hotel: string | null; queryClient: QueryClient } | undefined;
function queryClientFor(hotel: string | null): QueryClient {
  const make = () => makeQueryClient((error) => domainCode(error) === "unauthenticated" && toSignIn());
  if (typeof window === "undefined") return make();
  if (kept?.hotel !== hotel) kept = { hotel, queryClient: make() };
  return kept.queryClient;
}

/** Queries and verbs of one hotel (its slug), or of the organisation when null. Its rows live and die with it. */
export function TrpcProvider({ hotel, children }: { hotel: string | null; children: ReactNode }) {
  const queryClient = queryClientFor(hotel);
  const trpcClient = useMemo(() => makeClient(hotel), [hotel]);
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}
