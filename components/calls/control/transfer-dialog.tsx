"use client";
import { useState } from "react";
import { useTelephoneVerbs } from "@/components/telephony/use-telephone-verbs";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { PhoneInput } from "@/components/ui/phone-input";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import type { CallChoices } from "@/server/features/telephony/call-choices";
import { noTransfer } from "./lead-words";

interface Props {
  callId: string;
  choices: CallChoices;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** The choice beside the directory's destinations. */
const NUMBER = "another number";
const ways = [
  { value: "warm", label: "Announced" },
  { value: "cold", label: "Straight" },
] as const;
const wayHelp = {
  warm: "The person hears the summary first and can decline; the guest waits with music.",
  cold: "The guest is put through at once.",
} as const;

/** Puts the guest through to a destination of the directory or to a number, after it is asked whom and how. */
export function TransferDialog({ callId, choices, open, onOpenChange }: Props) {
  const { transferCall } = useTelephoneVerbs();
  const [to, setTo] = useState<string | null>(null);
  const [number, setNumber] = useState<string | null | undefined>(null);
  const [kind, setKind] = useState<"cold" | "warm">(choices.transfer);
  const [summary, setSummary] = useState("");
  const refused = noTransfer(choices);
  const chosen = choices.destinations.find(({ destination }) => destination === to);
  const name = to === NUMBER ? (number ?? "") : (chosen?.spokenName ?? "");
  const ready = !refused && name !== "" && summary.trim() !== "";
  const close = (shown: boolean) => {
    if (transferCall.isPending) return;
    transferCall.reset();
    onOpenChange(shown);
  };
  const send = () => {
    if (!ready || transferCall.isPending) return;
    const whom = to === NUMBER ? { number: number ?? "" } : { destination: to ?? "" };
    transferCall.mutate(
      { callId, ...whom, kind, summary },
      {
        onSuccess: () => {
          toast.done(`${name} is called`, "If nobody takes the guest, the line has the call again.");
          close(false);
        },
      },
    );
  };
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title="Transfer this call"
      description="The line lets go of the guest. Tell the guest first, by Speak or by taking the call over."
      footer={
        <>
          <DialogClose asChild>
            <Button>Leave with the line</Button>
          </DialogClose>
          <Button variant="primary" disabled={!ready} pending={transferCall.isPending} onClick={send}>
            Transfer {name ? <bdi>to {name}</bdi> : null}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {refused ? <Banner tone="warning">{refused}</Banner> : null}
        {transferCall.error ? (
          <Banner tone="danger" urgent>
            {transferCall.error.message}
          </Banner>
        ) : null}
        <Field label="To" required>
          <Select
            {...(to ? { value: to } : {})}
            onValueChange={setTo}
            options={[
              ...choices.destinations.map(({ destination, spokenName, open: answers }) => ({
                value: destination,
                label: spokenName,
                ...(answers ? {} : { help: "Closed now", disabled: true }),
              })),
              { value: NUMBER, label: "Another number" },
            ]}
          />
        </Field>
        {to === NUMBER ? (
          <Field
            label="Number"
            help="With its country code, or as dialled at home."
            required
            {...(number === undefined ? { error: "This is no telephone number yet." } : {})}
          >
            <PhoneInput value={number ?? null} onValueChange={setNumber} country={choices.country} />
          </Field>
        ) : null}
        <Field label="How" help={wayHelp[kind]} group>
          <Segmented aria-label="How" options={ways} value={kind} onValueChange={setKind} />
        </Field>
        <Field label="What it is about" help="The person hears it before the guest." required>
          <Textarea
            rows={2}
            maxLength={500}
            dir="auto"
            value={summary}
            onChange={(event) => setSummary(event.target.value)}
          />
        </Field>
      </div>
    </Dialog>
  );
}
