"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { ErrorState } from "@/components/patterns/error-state";
import { NoPermission } from "@/components/patterns/no-permission";
import { PageHeader } from "@/components/patterns/page-header";
import { domainCode, useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { CopyLink, type Link } from "./copy-link";
import { InviteSheet } from "./invite-sheet";
import { type MemberData, MemberRow } from "./member-row";
import { OpenInvitations } from "./open-invitations";
import { TeamSkeleton } from "./team-skeleton";

/** Who works here, in which role; invitations and reset links. */
export function TeamPage() {
  const trpc = useTRPC();
  const team = useQuery(trpc.team.listMembers.queryOptions());
  const me = useQuery(trpc.account.me.queryOptions());
  const mine = useQuery(trpc.organisations.myHotels.queryOptions());
  const remove = useMutation(trpc.team.removeMember.mutationOptions());
  const [inviting, setInviting] = useState(false);
  const [link, setLink] = useState<Link | null>(null);
  const [leaving, setLeaving] = useState<MemberData | null>(null);

  if (team.error && domainCode(team.error) === "forbidden") {
    return <NoPermission page who="managers, admins and owners" what="the team" />;
  }
  if (team.error) {
    return (
      <ErrorState
        page
        title="The team could not be loaded"
        error={team.error}
        retry={() => void team.refetch()}
      />
    );
  }
  if (!team.data || !me.data) return <TeamSkeleton />;
  const { members, invitations } = team.data;
  const mayWrite = me.data.permissions.includes("team:write");
  const mayMakeOwners = me.data.role === "owner";
  const hotels = mine.data?.organisations.find(({ active }) => active)?.hotels ?? [];

  return (
    <div className="grid gap-6">
      <PageHeader
        title="Team"
        count={members.length}
        meta={<span>{me.data.organisation.name}</span>}
        actions={
          mayWrite ? (
            <Button variant="primary" onClick={() => setInviting(true)}>
              <UserPlus aria-hidden="true" />
              Invite person
            </Button>
          ) : null
        }
      />
      <div className="overflow-x-auto rounded-lg border border-border bg-surface px-4">
        <table className="w-full text-sm">
          <caption className="sr-only">People of the team</caption>
          <thead>
            <tr className="text-start text-muted text-xs">
              {["Person", "Role", "Hotels", "Since"].map((name, i) => (
                <th
                  key={name}
                  scope="col"
                  className={`py-2 pe-3 text-start font-medium ${i > 1 ? "max-md:hidden" : ""}`}
                >
                  {name}
                </th>
              ))}
              <th scope="col">
                <span className="sr-only">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {members.map((member) => (
              <MemberRow
                key={member.membershipId}
                {...{ member, hotels, mayWrite, mayMakeOwners }}
                onLink={setLink}
                onRemove={setLeaving}
              />
            ))}
          </tbody>
        </table>
      </div>
      <OpenInvitations invitations={invitations} mayWrite={mayWrite} />
      <InviteSheet
        open={inviting}
        onOpenChange={setInviting}
        hotels={hotels}
        mayMakeOwners={mayMakeOwners}
        onInvited={(made) => {
          setInviting(false);
          setLink(made);
        }}
      />
      <CopyLink link={link} onClose={() => setLink(null)} />
      <ConfirmDialog
        open={leaving !== null}
        onOpenChange={(open) => {
          if (!open) setLeaving(null);
        }}
        object={`Remove ${leaving?.name ?? ""} from the team?`}
        consequence="They lose access within five seconds. What they did stays in the audit log. To come back they need an invitation."
        verb="Remove person"
        onConfirm={async () => {
          if (leaving) await remove.mutateAsync({ membershipId: leaving.membershipId });
          setLeaving(null);
        }}
      />
    </div>
  );
}
