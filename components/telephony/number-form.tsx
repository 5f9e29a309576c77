"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { refuse } from "@/components/hotel/save-errors";
import { formatPhone } from "@/components/lib/format";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { FieldErrors, FormField } from "@/components/patterns/form";
import { FormSheet } from "@/components/patterns/form-sheet";
import { PhoneField } from "@/components/patterns/phone-field";
import { domainCode, useTRPC } from "@/components/trpc/client";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { AddNumber, type HotelNumber } from "@/server/features/telephony/schema";

interface AddProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onAdded: (id: string) => void;
}

/** Makes the hotel answer one more number. */
export function NumberForm({ open, onOpenChange, onAdded }: AddProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const add = useMutation(
    trpc.telephony.addNumber.mutationOptions({
      onSettled: () => client.invalidateQueries(trpc.telephony.pathFilter()),
    }),
  );
  return (
    <FormSheet
      open={open}
      onOpenChange={onOpenChange}
      title="Add number"
      description="One that you have at Twilio. Calls to it are answered once its addresses are pasted there."
      schema={AddNumber}
      defaultValues={{ number: "", label: "Main line" }}
      submitLabel="Add number"
      onSubmit={async (values) => {
        const added = await add.mutateAsync(values).catch((error: unknown) => {
          if (domainCode(error) === "conflict")
            throw new FieldErrors({ number: (error as Error).message }, (error as Error).message);
          return refuse(error);
        });
        onAdded(added.id);
        toast.done(`${formatPhone(added.number)} added`);
      }}
    >
      {() => (
        <>
          <PhoneField name="number" />
          <FormField
            name="label"
            label="What it is for"
            required
            help="Shown here only: Main line, Restaurant."
          >
            {(field) => <Input {...field} maxLength={60} dir="auto" autoComplete="off" />}
          </FormField>
        </>
      )}
    </FormSheet>
  );
}

interface RemoveProps {
  number: (typeof HotelNumber)["_output"] | null;
  onClose: () => void;
}

/** Takes a number from the hotel. */
export function RemoveNumber({ number, onClose }: RemoveProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const remove = useMutation(
    trpc.telephony.removeNumber.mutationOptions({
      onSettled: () => client.invalidateQueries(trpc.telephony.pathFilter()),
    }),
  );
  const shown = number ? formatPhone(number.number) : "";
  return (
    <ConfirmDialog
      open={number !== null}
      onOpenChange={(open) => !open && onClose()}
      object={`Remove ${shown}?`}
      consequence="Who calls it hears that the number is not in service, until its addresses at Twilio lead elsewhere. Its past calls stay."
      verb="Remove number"
      onConfirm={async () => {
        if (!number) return;
        await remove.mutateAsync({ numberId: number.id });
        toast.done(`${shown} removed`);
      }}
    />
  );
}
