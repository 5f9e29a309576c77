"use client";
import { CreditCard, PhoneForwarded } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { heldSentence, paymentSentence, transferSentence } from "./lead-words";
import { PaymentDialog } from "./payment-dialog";
import { TransferDialog } from "./transfer-dialog";
import { useChoices } from "./use-choices";

/** Leads a running call away from the line: to a person, or to the keypad where the guest pays. */
export function LeadCall({ callId }: { callId: string }) {
  const [open, setOpen] = useState<"transfer" | "payment" | null>(null);
  const query = useChoices(callId);
  const choices = query.data;
  const close = (shown: boolean) => {
    if (!shown) setOpen(null);
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button disabled={!choices} onClick={() => setOpen("transfer")}>
        <PhoneForwarded aria-hidden="true" />
        Transfer
      </Button>
      <Button disabled={!choices} onClick={() => setOpen("payment")}>
        <CreditCard aria-hidden="true" />
        Pay by keypad
      </Button>
      <span role="status" className="text-muted text-sm">
        {choices
          ? [heldSentence(choices), transferSentence(choices), paymentSentence(choices)]
              .filter(Boolean)
              .join(" ")
          : ""}
        {query.error && !choices ? query.error.message : ""}
      </span>
      {choices ? (
        <>
          <TransferDialog callId={callId} choices={choices} open={open === "transfer"} onOpenChange={close} />
          <PaymentDialog callId={callId} choices={choices} open={open === "payment"} onOpenChange={close} />
        </>
      ) : null}
    </div>
  );
}
