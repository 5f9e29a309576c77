"use client";
import { useMutation } from "@tanstack/react-query";
import { EmailAddress, Instant } from "@/components/patterns/values";
import { useTRPC } from "@/components/trpc/client";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { Role } from "@/server/auth/permissions";
import { roleNames } from "./roles";

interface Invitation {
  invitationId: string;
  email: string;
  role: Role;
  expiresAt: string;
  expired: boolean;
}

/** Invitations nobody has taken. Inviting the same e-mail again replaces the link. */
export function OpenInvitations({
  invitations,
  mayWrite,
}: {
  invitations: readonly Invitation[];
  mayWrite: boolean;
}) {
  const revoke = useMutation(
    useTRPC().team.revokeInvitation.mutationOptions({ onError: (error) => void toast.error(error.message) }),
  );
  if (invitations.length === 0) return null;
  return (
    <section aria-labelledby="open-invitations" className="grid gap-2">
      <h2 id="open-invitations" className="font-semibold text-base">
        Open invitations
      </h2>
      <ul className="divide-y divide-border rounded-lg border border-border bg-surface px-4">
        {invitations.map(({ invitationId, email, role, expiresAt, expired }) => (
          <li key={invitationId} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2 text-sm">
            <EmailAddress address={email} className="min-w-0 flex-1 basis-48" />
            <span className="text-muted">{roleNames[role].label}</span>
            {expired ? (
              <Badge look="struck">Expired</Badge>
            ) : (
              <span className="text-muted">
                until <Instant at={expiresAt} show="full" />
              </span>
            )}
            {mayWrite ? (
              <Button
                size="small"
                pending={revoke.isPending && revoke.variables.invitationId === invitationId}
                onClick={() => revoke.mutate({ invitationId })}
                aria-label={`Revoke the invitation of ${email}`}
              >
                Revoke
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
