"use client";
import { useMutation } from "@tanstack/react-query";
import { FormField } from "@/components/patterns/form";
import { FormSheet } from "@/components/patterns/form-sheet";
import { useTRPC } from "@/components/trpc/client";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Role } from "@/server/auth/permissions";
import { InviteInput, RoleName } from "@/server/features/team/schema";
import type { Link } from "./copy-link";
import { HotelChoice, type HotelName } from "./hotel-choice";
import { roleNames } from "./roles";

interface InviteSheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  hotels: readonly HotelName[];
  /** Owners alone make owners. */
  mayMakeOwners: boolean;
  onInvited: (link: Link) => void;
}

/** The roles one person may give, with what each is for. */
export const roleOptions = (mayMakeOwners: boolean) =>
  RoleName.options
    .filter((role) => mayMakeOwners || role !== "owner")
    .map((role) => ({
      value: role,
      ...roleNames[role],
    }));

/** Invites a person by e-mail and role; ends with the link to hand over. */
export function InviteSheet({ open, onOpenChange, hotels, mayMakeOwners, onInvited }: InviteSheetProps) {
  const invite = useMutation(useTRPC().team.invite.mutationOptions());
  return (
    <FormSheet
      open={open}
      onOpenChange={onOpenChange}
      title="Invite person"
      description="They get a link from you, choose a password and are in."
      schema={InviteInput}
      defaultValues={{ email: "", role: "front_desk", hotelIds: [] }}
      submitLabel="Make invitation"
      onSubmit={async (values) => {
        const link = await invite.mutateAsync(values);
        onInvited({ ...link, title: `Invitation for ${values.email}` });
      }}
    >
      {() => (
        <>
          <FormField name="email" label="E-mail" required>
            {(field) => <Input {...field} type="email" autoComplete="off" />}
          </FormField>
          <FormField name="role" label="Role" required>
            {(field) => (
              <Select<Role>
                value={field.value}
                onValueChange={field.onChange}
                options={roleOptions(mayMakeOwners)}
              />
            )}
          </FormField>
          <FormField name="hotelIds" label="" hideLabel>
            {(field) => <HotelChoice hotels={hotels} value={field.value ?? []} onChange={field.onChange} />}
          </FormField>
        </>
      )}
    </FormSheet>
  );
}
