"use client";
import { useQuery } from "@tanstack/react-query";
import { ErrorState } from "@/components/patterns/error-state";
import { PageHeader } from "@/components/patterns/page-header";
import { roleNames } from "@/components/team/roles";
import { useTRPC } from "@/components/trpc/client";
import { Skeleton } from "@/components/ui/skeleton";
import { NameForm } from "./name-form";
import { PasswordForm } from "./password-form";
import { SessionsPanel } from "./sessions-panel";

/** One's own name, password and open sessions. */
export function AccountPage() {
  const me = useQuery(useTRPC().account.me.queryOptions());
  if (me.error) {
    return (
      <ErrorState
        page
        title="Your account could not be loaded"
        error={me.error}
        retry={() => void me.refetch()}
      />
    );
  }
  if (!me.data) {
    return (
      <div className="grid max-w-[640px] gap-6" role="status" aria-label="Your account is loading">
        <Skeleton className="h-7" width={160} />
        <Skeleton className="h-36 w-full rounded-lg" />
        <Skeleton className="h-56 w-full rounded-lg" />
      </div>
    );
  }
  const { name, email, role, organisation } = me.data;
  return (
    <div className="grid max-w-[640px] gap-6">
      <PageHeader
        title="Your account"
        meta={
          <span>
            {email}, {roleNames[role].label.toLowerCase()} at {organisation.name}
          </span>
        }
      />
      <NameForm name={name} />
      <PasswordForm email={email} />
      <SessionsPanel />
    </div>
  );
}
