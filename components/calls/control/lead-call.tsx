"use client";
import { useQuery } from "@tanstack/react-query";
import { CreditCard, PhoneForwarded } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { paymentSentence, transferSentence } from "./lead-words";
import { PaymentDialog } from "./payment-dialog";
import { TransferDialog } from "./transfer-dialog";

/** How often the page asks where the call is, beside what it is told. Milliseconds. */
const AGAIN_MS = 5_000;

/** Leads a running call away from the line: to a person, or to the keypad where the guest pays. */
export function LeadCall({ callId }: { callId: string }) {
  const trpc = useTRPC();
  const [open, setOpen] = useState<"transfer" | "payment" | null>(null);
  const query = useQuery({
    ...trpc.telephony.callChoices.queryOptions({ callId }),
    refetchInterval: AGAIN_MS,
  });
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
        {choices ? [transferSentence(choices), paymentSentence(choices)].filter(Boolean).join(" ") : ""}
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
