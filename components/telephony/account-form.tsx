"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { refuse } from "@/components/hotel/save-errors";
import { FormField } from "@/components/patterns/form";
import { FormSheet } from "@/components/patterns/form-sheet";
import { useTRPC } from "@/components/trpc/client";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { SaveAccount } from "@/server/features/telephony/schema";

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The account used now, masked; null when there is none of one's own. */
  current: string | null;
}

/** Takes an account of the organisation's own at Twilio. Its token goes in and never comes out. */
export function AccountForm({ open, onOpenChange, current }: Props) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const save = useMutation(
    trpc.telephony.saveAccount.mutationOptions({
      onSettled: () => client.invalidateQueries(trpc.telephony.pathFilter()),
      // What was sent holds the token: it is not kept in the page.
      gcTime: 0,
    }),
  );
  return (
    <FormSheet
      open={open}
      onOpenChange={onOpenChange}
      title={current ? "Replace telephone account" : "Use your own account"}
      description={
        current
          ? `Instead of ${current}, for every hotel of the organisation. Move the numbers to the new account first: calls from the old one are refused.`
          : "It carries the calls and texts of every hotel of the organisation."
      }
      schema={SaveAccount}
      defaultValues={{ accountSid: "", authToken: "" }}
      submitLabel={current ? "Replace account" : "Save account"}
      onSubmit={async (account) => {
        const saved = await save.mutateAsync(account).catch((error: unknown) => refuse(error));
        save.reset();
        toast.done(`Account ${saved.accountSid} is used from now on`);
      }}
    >
      {() => (
        <>
          <p className="text-muted text-sm">
            Sign in at console.twilio.com. On its first page, under Account Info, stand the account SID and,
            behind Show, the auth token.
          </p>
          <FormField
            name="accountSid"
            label="Account SID"
            required
            help="AC and 32 digits or letters a to f."
          >
            {(field) => (
              <Input {...field} autoComplete="off" spellCheck={false} dir="ltr" className="font-mono" />
            )}
          </FormField>
          <FormField
            name="authToken"
            label="Auth token"
            required
            help="Kept sealed; never shown again. Not an API key."
          >
            {(field) => (
              <Input
                {...field}
                type="password"
                autoComplete="off"
                spellCheck={false}
                dir="ltr"
                className="font-mono"
              />
            )}
          </FormField>
        </>
      )}
    </FormSheet>
  );
}
