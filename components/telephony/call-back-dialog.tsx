"use client";
import { formatPhone } from "@/components/lib/format";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { toast } from "@/components/ui/toast";
import { useTelephoneVerbs } from "./use-telephone-verbs";

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  name: string;
  number: string;
  /** The request it answers. */
  requestId?: string | undefined;
}

/** A call goes out at once and cannot be taken back, so it is asked about. A refusal is said in the dialog. */
export function CallBackDialog({ open, onOpenChange, name, number, requestId }: Props) {
  const { placeCall } = useTelephoneVerbs();
  const shown = formatPhone(number);
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      object={`Call ${shown} back?`}
      consequence="The line calls now and speaks with the guest. You confirm that they asked to be called."
      verb="Call back"
      keep="Do not call"
      danger={false}
      onConfirm={async () => {
        await placeCall.mutateAsync({ number, consent: true, ...(requestId ? { requestId } : {}) });
        toast.done(`Calling ${name}`, "It shows under Calls out.");
      }}
    />
  );
}
