"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formatMoney } from "@/components/lib/format";
import { StayDates } from "@/components/patterns/values";
import { useTelephoneVerbs } from "@/components/telephony/use-telephone-verbs";
import { useTRPC } from "@/components/trpc/client";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { MoneyInput } from "@/components/ui/money-input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import type { CallChoices } from "@/server/features/telephony/call-choices";
import { noPayment } from "./lead-words";

interface Props {
  callId: string;
  choices: CallChoices;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Sends the guest to the keypad to pay what is due on a reservation. No card is heard or seen here. */
export function PaymentDialog({ callId, choices, open, onOpenChange }: Props) {
  const { takePayment } = useTelephoneVerbs();
  const [chosen, setChosen] = useState<string | null>(null);
  const [amount, setAmount] = useState<number | null | undefined>(null);
  const [code, setCode] = useState("");
  const found = useStaysOf(callId, open ? code : "");
  const stays = code.trim() ? (found.data?.stays ?? []) : choices.stays;
  const stay = stays.find(({ reservationId }) => reservationId === chosen) ?? only(stays);
  const due = stay?.due ?? 0;
  const sum = amount === null ? due : amount;
  const refused = noPayment(choices);
  const tooMuch = sum !== undefined && sum > due;
  const ready = !refused && stay !== undefined && sum !== undefined && sum > 0 && !tooMuch;
  const currency = stay?.currency ?? choices.currency;
  const shown = sum ? formatMoney(sum, currency) : "";
  const close = (next: boolean) => {
    if (takePayment.isPending) return;
    takePayment.reset();
    setAmount(null);
    onOpenChange(next);
  };
  const send = () => {
    if (!ready || takePayment.isPending) return;
    takePayment.mutate(
      { callId, reservationId: stay.reservationId, amount: sum, currency },
      {
        onSuccess: () => {
          toast.done(
            `The guest is led to the keypad for ${shown}`,
            "Afterwards the line has the call again.",
          );
          close(false);
        },
      },
    );
  };
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title="Pay by keypad"
      description="The guest types the card on the telephone. Nobody here hears or sees it, and the line has the call again afterwards."
      footer={
        <>
          <DialogClose asChild>
            <Button>Take no payment</Button>
          </DialogClose>
          <Button variant="primary" disabled={!ready} pending={takePayment.isPending} onClick={send}>
            {ready ? `Take ${shown}` : "Take payment"}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {refused ? <Banner tone="warning">{refused}</Banner> : null}
        {takePayment.error ? (
          <Banner tone="danger" urgent>
            {takePayment.error.message}
          </Banner>
        ) : null}
        <Field
          label="Reservation code"
          help="Empty: the reservations of this caller."
          {...(code.trim() && found.data && stays.length === 0
            ? { error: "Nothing is due under this code. Check it with the guest." }
            : {})}
        >
          <Input
            className="max-w-40"
            autoComplete="off"
            maxLength={20}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        </Field>
        {found.error ? <Banner tone="danger">{found.error.message}</Banner> : null}
        {stays.length === 0 && !code.trim() ? (
          <p className="text-muted text-sm">
            No reservation of this caller has anything to pay. Enter a code to find another one.
          </p>
        ) : null}
        {stays.length > 0 ? (
          <Field label="Reservation" required>
            <Select
              {...(stay ? { value: stay.reservationId } : {})}
              onValueChange={(id: string) => {
                setChosen(id);
                setAmount(null);
              }}
              options={stays.map(({ reservationId, code: of, guest, due: owed, currency: its }) => ({
                value: reservationId,
                label: `${of}, ${guest}`,
                help: `${formatMoney(owed, its)} due`,
              }))}
            />
          </Field>
        ) : null}
        {stay ? (
          <>
            <p className="text-muted text-sm">
              <StayDates arrival={stay.arrival} departure={stay.departure} />
            </p>
            <Field
              label="Amount"
              help={`At most the ${formatMoney(due, currency)} that is due.`}
              required
              {...(tooMuch ? { error: "That is more than is due." } : {})}
            >
              <span className="block max-w-44">
                <MoneyInput
                  key={stay.reservationId}
                  currency={currency}
                  value={amount === null ? due : (amount ?? null)}
                  onValueChange={(next) => setAmount(next === null ? undefined : next)}
                />
              </span>
            </Field>
          </>
        ) : null}
      </div>
    </Dialog>
  );
}

const only = <T,>(rows: readonly T[]): T | undefined => (rows.length === 1 ? rows[0] : undefined);

/** Reservations with this code, looked up while it is typed. */
function useStaysOf(callId: string, code: string) {
  const trpc = useTRPC();
  return useQuery({
    ...trpc.telephony.callChoices.queryOptions({ callId, code: code.trim() }),
    enabled: code.trim().length >= 4,
  });
}
