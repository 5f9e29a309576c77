"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useHotel } from "@/components/hotel/hotel-context";
import { Panel } from "@/components/hotel/panel";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { ErrorState } from "@/components/patterns/error-state";
import { Instant } from "@/components/patterns/values";
import { useTRPC } from "@/components/trpc/client";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import type { AccountView } from "@/server/features/telephony/schema";
import { AccountForm } from "./account-form";

type Account = (typeof AccountView)["_output"];

/** Whose account at Twilio carries calls and texts; owners and admins give it one of their own. */
export function AccountPanel() {
  const query = useQuery(useTRPC().telephony.getAccount.queryOptions({}));
  const { can } = useHotel();
  const [editing, setEditing] = useState(false);
  const [removing, setRemoving] = useState(false);
  const account = query.data;
  const own = account?.accountSid ?? null;
  return (
    <Panel
      title="Account"
      actions={
        account && can("organisation:write") ? (
          <>
            <Button size="small" onClick={() => setEditing(true)}>
              {own ? "Replace account" : "Use your own account"}
            </Button>
            {own ? (
              <Button size="small" variant="danger-quiet" onClick={() => setRemoving(true)}>
                Remove account
              </Button>
            ) : null}
          </>
        ) : null
      }
    >
      {account ? (
        <AccountWords account={account} />
      ) : query.error ? (
        <ErrorState
          title="The account could not be loaded"
          error={query.error}
          retry={() => void query.refetch()}
          pending={query.isFetching}
        />
      ) : (
        <Skeleton className="h-10" />
      )}
      <AccountForm open={editing} onOpenChange={setEditing} current={own} />
      <RemoveAccount open={removing} onOpenChange={setRemoving} account={own ?? ""} />
    </Panel>
  );
}

function AccountWords({ account: { accountSid, updatedAt, ready } }: { account: Account }) {
  const { can, owner } = useHotel();
  return (
    <div className="flex flex-col gap-1 text-sm">
      {accountSid ? (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Badge tone="success">Your own</Badge>
          <span className="font-mono" dir="ltr">
            {accountSid}
          </span>
          <span className="text-muted">
            since <Instant at={updatedAt} show="full" />
          </span>
        </p>
      ) : (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Badge tone={ready ? "info" : "warning"}>{ready ? "This installation's" : "None"}</Badge>
          {ready
            ? "Calls and texts go over the account of whoever runs VoiceHive for you."
            : "Nobody can be called or texted, and no real call arrives. The softphone works."}
        </p>
      )}
      <p className="text-muted">
        {accountSid
          ? "It carries the calls of every hotel of the organisation; its token is kept sealed. "
          : null}
        {can("organisation:write")
          ? null
          : `Only owners and admins change the account.${owner ? ` Ask ${owner} (owner).` : ""}`}
      </p>
    </div>
  );
}

interface RemoveProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  account: string;
}

function RemoveAccount({ open, onOpenChange, account }: RemoveProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const remove = useMutation(
    trpc.telephony.removeAccount.mutationOptions({
      onSettled: () => client.invalidateQueries(trpc.telephony.pathFilter()),
    }),
  );
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      object={`Remove account ${account}?`}
      consequence="Its token is erased. Calls of this account are refused at once, running ones too, and ring the desk where its number is the fallback. Calls out and texts use this installation's account, or stop if it has none."
      verb="Remove account"
      onConfirm={async () => {
        await remove.mutateAsync({});
        toast.done(`Account ${account} removed`);
      }}
    />
  );
}
