"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { refuse } from "@/components/hotel/save-errors";
import { formatPhone } from "@/components/lib/format";
import { FormField } from "@/components/patterns/form";
import { FormSheet } from "@/components/patterns/form-sheet";
import { PhoneField } from "@/components/patterns/phone-field";
import { useTRPC } from "@/components/trpc/client";
import { Textarea } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { toast } from "@/components/ui/toast";
import { DoNotCallEntry, RemoveDoNotCall } from "@/server/features/telephony/schema";

/** An entry of the list. */
export interface Listed {
  number: string;
  channel: "call" | "text";
}

const channels = [
  { value: "call", label: "No calls" },
  { value: "text", label: "No texts" },
] as const;

interface AddProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Puts a number on the list. */
export function AddDoNotCall({ open, onOpenChange }: AddProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const add = useMutation(
    trpc.telephony.addDoNotCall.mutationOptions({
      onSettled: () => client.invalidateQueries(trpc.telephony.listDoNotCall.pathFilter()),
    }),
  );
  return (
    <FormSheet
      open={open}
      onOpenChange={onOpenChange}
      title="Add number"
      description="It holds at once, for every hotel of the organisation."
      schema={DoNotCallEntry}
      defaultValues={{ number: "", channel: "call" }}
      submitLabel="Add number"
      onSubmit={async (entry) => {
        await add.mutateAsync(entry).catch((error: unknown) => refuse(error));
        toast.done(`${formatPhone(entry.number)} is on the list`);
      }}
    >
      {() => (
        <>
          <PhoneField name="number" />
          <FormField name="channel" label="They want" required>
            {({ value, onChange }) => (
              <Segmented aria-label="They want" options={channels} value={value} onValueChange={onChange} />
            )}
          </FormField>
        </>
      )}
    </FormSheet>
  );
}

/** Takes a number off the list; why is kept in the audit log. */
export function RemoveFromDoNotCall({ entry, onClose }: { entry: Listed | null; onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const remove = useMutation(
    trpc.telephony.removeDoNotCall.mutationOptions({
      onSettled: () => client.invalidateQueries(trpc.telephony.listDoNotCall.pathFilter()),
    }),
  );
  const shown = entry ? formatPhone(entry.number) : "";
  return (
    <FormSheet
      key={entry ? `${entry.channel}${entry.number}` : "none"}
      open={entry !== null}
      onOpenChange={(open) => !open && onClose()}
      title={`Take ${shown} off the list`}
      description={
        entry?.channel === "text"
          ? "The line may text this number again. Only who owns it may ask for that."
          : "The line may call this number again. Only who owns it may ask for that."
      }
      schema={RemoveDoNotCall.pick({ why: true })}
      defaultValues={{ why: "" }}
      submitLabel="Take off"
      onSubmit={async ({ why }) => {
        if (!entry) return;
        await remove
          .mutateAsync({ number: entry.number, channel: entry.channel, why })
          .catch((error: unknown) => refuse(error));
        toast.done(`${shown} is off the list`);
      }}
    >
      {() => (
        <FormField name="why" label="Why" required help="Kept in the audit log with your name.">
          {(field) => <Textarea {...field} rows={3} maxLength={200} dir="auto" />}
        </FormField>
      )}
    </FormSheet>
  );
}
