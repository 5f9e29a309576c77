"use client";
import { useMutation } from "@tanstack/react-query";
import { EllipsisVertical, KeyRound, UserMinus } from "lucide-react";
import { EmailAddress, Instant } from "@/components/patterns/values";
import { useTRPC } from "@/components/trpc/client";
import { Badge } from "@/components/ui/badge";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import type { Role } from "@/server/auth/permissions";
import type { Link } from "./copy-link";
import { type HotelName, hotelsInWords } from "./hotel-choice";
import { roleOptions } from "./invite-sheet";
import { roleNames } from "./roles";

export interface MemberData {
  membershipId: string;
  name: string;
  email: string;
  role: Role;
  hotelIds: string[];
  since: string;
  you: boolean;
}

interface MemberRowProps {
  member: MemberData;
  hotels: readonly HotelName[];
  mayWrite: boolean;
  mayMakeOwners: boolean;
  onLink: (link: Link) => void;
  onRemove: (member: MemberData) => void;
}

/** One person of the team, with their role to change in place. */
export function MemberRow({ member, hotels, mayWrite, mayMakeOwners, onLink, onRemove }: MemberRowProps) {
  const trpc = useTRPC();
  const failed = (error: { message: string }) => void toast.error(error.message);
  const change = useMutation(trpc.team.changeRole.mutationOptions({ onError: failed }));
  const reset = useMutation(
    trpc.team.createPasswordResetLink.mutationOptions({
      onError: failed,
      onSuccess: (link) => onLink({ ...link, title: `Reset link for ${member.name}` }),
    }),
  );
  const { membershipId, name, email, role, hotelIds } = member;
  const editable = mayWrite && (mayMakeOwners || role !== "owner");
  return (
    <tr className="border-border border-t">
      <th scope="row" className="py-2 pe-3 text-start font-normal">
        <span className="flex flex-wrap items-center gap-x-2">
          <bdi className="font-medium">{name}</bdi>
          {member.you ? <Badge>You</Badge> : null}
        </span>
        <EmailAddress address={email} className="block text-muted text-xs" />
      </th>
      <td className="py-2 pe-3">
        {editable ? (
          <Select<Role>
            small
            aria-label={`Role of ${name}`}
            className="w-32 sm:w-40"
            value={change.variables && change.isPending ? change.variables.role : role}
            disabled={change.isPending}
            options={roleOptions(mayMakeOwners)}
            onValueChange={(next) => change.mutate({ membershipId, role: next, hotelIds })}
          />
        ) : (
          roleNames[role].label
        )}
      </td>
      <td className="py-2 pe-3 text-muted max-md:hidden">{hotelsInWords(hotelIds, hotels)}</td>
      <td className="py-2 pe-3 text-muted max-md:hidden">
        <Instant at={member.since} show="full" />
      </td>
      <td className="w-10 py-2 text-end">
        {editable ? (
          <Menu
            label={`Actions for ${name}`}
            trigger={
              <IconButton
                label={`Actions for ${name}`}
                tooltip={false}
                icon={<EllipsisVertical aria-hidden="true" />}
              />
            }
          >
            <MenuItem icon={<KeyRound aria-hidden="true" />} onSelect={() => reset.mutate({ membershipId })}>
              Make reset link
            </MenuItem>
            <MenuItem icon={<UserMinus aria-hidden="true" />} danger onSelect={() => onRemove(member)}>
              Remove from team
            </MenuItem>
          </Menu>
        ) : null}
      </td>
    </tr>
  );
}
