"use client";
import { type ReactNode, useId, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

export interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** What it happens to: "Refund EUR 164.00 to Visa 4242?" */
  object: ReactNode;
  /** What follows and cannot be taken back. */
  consequence: ReactNode;
  /** The button, verb and noun: "Refund EUR 164.00". */
  verb: string;
  /** The button that leaves everything as it is. */
  keep?: string;
  /** Erasing: this name has to be typed. */
  typeName?: string;
  danger?: boolean;
  /** Resolves when done; what it throws is shown and the dialog stays. */
  onConfirm: () => Promise<void> | void;
}

/** Only for what cannot be undone. Names the object and the consequence. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const {
    open,
    onOpenChange,
    object,
    consequence,
    verb,
    keep = "Keep as it is",
    typeName,
    danger = true,
    onConfirm,
  } = props;
  const [typed, setTyped] = useState("");
  const [pending, setPending] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const form = useId();
  const ready = !typeName || typed.trim() === typeName;
  const close = (next: boolean) => {
    if (pending) return;
    setTyped("");
    setFailed(null);
    onOpenChange(next);
  };
  const confirm = async () => {
    if (!ready || pending) return;
    setPending(true);
    setFailed(null);
    try {
      await onConfirm();
      setTyped("");
      onOpenChange(false);
    } catch (error) {
      setFailed(error instanceof Error ? error.message : "It was not done. Try again.");
    } finally {
      setPending(false);
    }
  };
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      role="alertdialog"
      title={object}
      description={consequence}
      footer={
        <>
          <DialogClose asChild>
            <Button>{keep}</Button>
          </DialogClose>
          <Button
            type="submit"
            form={form}
            variant={danger ? "danger" : "primary"}
            pending={pending}
            disabled={!ready}
          >
            {verb}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void confirm();
        }}
      >
        {typeName ? (
          <Field label={`Type "${typeName}" to confirm`}>
            <Input
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoComplete="off"
              dir="auto"
            />
          </Field>
        ) : null}
        {failed ? (
          <Banner tone="danger" urgent>
            {failed}
          </Banner>
        ) : null}
      </form>
    </Dialog>
  );
}
