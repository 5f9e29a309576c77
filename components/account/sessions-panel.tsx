"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ErrorState } from "@/components/patterns/error-state";
import { SettingSection } from "@/components/patterns/settings-form";
import { Instant } from "@/components/patterns/values";
import { useTRPC } from "@/components/trpc/client";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { browserName } from "./browser-name";

/** Where one is signed in, with a way to end each. */
export function SessionsPanel() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const list = useQuery(trpc.account.listSessions.queryOptions());
  const after = {
    onSuccess: () => queries.invalidateQueries(trpc.account.listSessions.queryFilter()),
    onError: (error: { message: string }) => void toast.error(error.message),
  };
  const revoke = useMutation(trpc.account.revokeSession.mutationOptions(after));
  const revokeOthers = useMutation(trpc.account.revokeOtherSessions.mutationOptions(after));
  const sessions = list.data?.sessions;
  return (
    <SettingSection title="Signed in" text="A browser you end here is signed out within five seconds.">
      {list.error ? <ErrorState error={list.error} retry={() => void list.refetch()} /> : null}
      {sessions || list.error ? null : <Skeleton className="h-10 w-full" />}
      <ul className="divide-y divide-border">
        {sessions?.map(({ sessionId, userAgent, address, seenAt, current }) => (
          <li key={sessionId} className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 py-2 text-sm">
            <span className="min-w-0 flex-1 basis-48">
              {browserName(userAgent)}
              <span className="block text-muted text-xs">
                {address || "Address unknown"}, used <Instant at={seenAt} />
              </span>
            </span>
            {current ? (
              <Badge tone="success">This browser</Badge>
            ) : (
              <Button
                size="small"
                aria-label={`End session of ${browserName(userAgent)}`}
                pending={revoke.isPending && revoke.variables.sessionId === sessionId}
                onClick={() => revoke.mutate({ sessionId })}
              >
                End session
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sessions && sessions.length > 1 ? (
        <Button
          className="justify-self-start self-start"
          pending={revokeOthers.isPending}
          onClick={() => revokeOthers.mutate()}
        >
          End all other sessions
        </Button>
      ) : null}
    </SettingSection>
  );
}
