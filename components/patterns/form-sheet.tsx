"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { type ReactNode, useEffect, useId, useState } from "react";
import {
  type DefaultValues,
  type FieldValues,
  FormProvider,
  type UseFormReturn,
  useForm,
} from "react-hook-form";
import type { z } from "zod";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/sheet";
import { ConfirmDialog } from "./confirm-dialog";
import { ErrorSummary, runSubmit } from "./form";

export interface FormSheetProps<Input extends FieldValues, Output> {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  /** The feature's own schema: the same that the server parses with. */
  schema: z.ZodType<Output, Input>;
  defaultValues: DefaultValues<Input>;
  /** Resolves when saved. Throw FieldErrors for a field, any Error for the form; nothing typed is lost. */
  onSubmit: (values: Output) => Promise<void> | void;
  /** Verb and noun: "Add room". */
  submitLabel: string;
  children: (form: UseFormReturn<Input, unknown, Output>) => ReactNode;
}

/** A form beside the page. Ctrl Enter saves; leaving with changes asks first. */
export function FormSheet<Input extends FieldValues, Output>(props: FormSheetProps<Input, Output>) {
  const { open, onOpenChange } = props;
  const [dirty, setDirty] = useState(false);
  const [asking, setAsking] = useState(false);
  const formId = useId();
  const [pending, setPending] = useState(false);
  const leave = () => {
    setDirty(false);
    onOpenChange(false);
  };
  const close = (next: boolean) => {
    if (next || pending) return;
    if (dirty) setAsking(true);
    else leave();
  };
  return (
    <>
      <Sheet
        open={open}
        onOpenChange={close}
        title={props.title}
        description={props.description}
        footer={
          <>
            <Button onClick={() => close(false)}>Cancel</Button>
            <Button type="submit" form={formId} variant="primary" pending={pending} kbd="Ctrl ↵">
              {props.submitLabel}
            </Button>
          </>
        }
      >
        <SheetForm {...props} formId={formId} onDirty={setDirty} onPending={setPending} onDone={leave} />
      </Sheet>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        object="Leave without saving?"
        consequence="What you typed here is not saved and will be gone."
        verb="Leave the form"
        keep="Keep editing"
        onConfirm={leave}
      />
    </>
  );
}

interface SheetFormProps<Input extends FieldValues, Output> extends FormSheetProps<Input, Output> {
  formId: string;
  onDirty: (dirty: boolean) => void;
  onPending: (pending: boolean) => void;
  onDone: () => void;
}

/** Lives only while the sheet is open, so that each opening starts from the defaults. */
function SheetForm<Input extends FieldValues, Output>(props: SheetFormProps<Input, Output>) {
  const { schema, defaultValues, onSubmit, formId, onDirty, onPending, onDone } = props;
  const form = useForm<Input, unknown, Output>({
    resolver: zodResolver(schema),
    defaultValues,
    mode: "onTouched",
  });
  const { isDirty } = form.formState;
  useEffect(() => onDirty(isDirty), [isDirty, onDirty]);
  const submit = form.handleSubmit(async (values) => {
    onPending(true);
    const done = await runSubmit(form, () => onSubmit(values));
    onPending(false);
    if (done) onDone();
  });
  return (
    <FormProvider {...form}>
      <form
        id={formId}
        noValidate
        onSubmit={(event) => void submit(event)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          event.currentTarget.requestSubmit();
        }}
        className="flex flex-col gap-4"
      >
        <ErrorSummary form={form} />
        {props.children(form)}
      </form>
    </FormProvider>
  );
}
