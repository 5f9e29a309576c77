"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { type ReactNode, useEffect } from "react";
import {
  type DefaultValues,
  type FieldValues,
  FormProvider,
  type UseFormReturn,
  useForm,
} from "react-hook-form";
import type { z } from "zod";
import { cn } from "@/components/lib/cn";
import { plural } from "@/components/lib/format";
import { Button } from "@/components/ui/button";
import { ErrorSummary, runSubmit } from "./form";

export interface SettingsFormProps<Input extends FieldValues, Output> {
  schema: z.ZodType<Output, Input>;
  /** What is saved now. New values from the server replace it when nothing was typed. */
  values: Input;
  onSubmit: (values: Output) => Promise<void> | void;
  /** "Save policies". */
  submitLabel?: string;
  /** The reader may look but not change; says who may. */
  readOnly?: string;
  children: (form: UseFormReturn<Input, unknown, Output>) => ReactNode;
  className?: string;
}

/** The form's own reset options keep what was typed; discarding and saving do not. */
const WHOLE = { keepDirtyValues: false };

/** Settings with one save bar, there only when something changed. */
export function SettingsForm<Input extends FieldValues, Output>(props: SettingsFormProps<Input, Output>) {
  const { schema, values, onSubmit, submitLabel = "Save changes", readOnly, children, className } = props;
  const form = useForm<Input, unknown, Output>({
    resolver: zodResolver(schema),
    defaultValues: values as DefaultValues<Input>,
    values,
    resetOptions: { keepDirtyValues: true },
    mode: "onTouched",
  });
  const { isDirty, isSubmitting, dirtyFields } = form.formState;
  useEffect(() => {
    if (!isDirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isDirty]);
  const submit = form.handleSubmit(async (parsed) => {
    if (await runSubmit(form, () => onSubmit(parsed))) form.reset(form.getValues(), WHOLE);
  });
  const changed = Object.keys(dirtyFields).length;
  return (
    <FormProvider {...form}>
      <form
        noValidate
        onSubmit={(event) => void submit(event)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          event.currentTarget.requestSubmit();
        }}
        className={cn("flex max-w-[760px] flex-col gap-6 pb-16", className)}
      >
        {readOnly ? <p className="text-muted text-sm">{readOnly}</p> : null}
        <ErrorSummary form={form} />
        <fieldset disabled={Boolean(readOnly)} className="flex min-w-0 flex-col gap-6">
          {children(form)}
        </fieldset>
        {isDirty && !readOnly ? (
          <div className="sticky bottom-4 z-20 flex animate-rise flex-wrap items-center gap-2 rounded-lg bg-raised px-4 py-3 shadow-float max-md:bottom-20">
            <span role="status" className="flex-1 text-sm">
              {plural(Math.max(1, changed), "change")} not saved
            </span>
            <Button onClick={() => form.reset(values, WHOLE)} disabled={isSubmitting}>
              Discard changes
            </Button>
            <Button type="submit" variant="primary" pending={isSubmitting} kbd="Ctrl ↵">
              {submitLabel}
            </Button>
          </div>
        ) : null}
      </form>
    </FormProvider>
  );
}

interface SettingSectionProps {
  title: string;
  text?: ReactNode;
  children: ReactNode;
}

/** A group of settings with its heading. */
export function SettingSection({ title, text, children }: SettingSectionProps) {
  return (
    <section className="flex flex-col gap-4 rounded-lg border border-border bg-surface p-5">
      <header>
        <h2 className="font-semibold text-base">{title}</h2>
        {text ? <p className="mt-1 text-muted text-sm">{text}</p> : null}
      </header>
      {children}
    </section>
  );
}

/** Setting left, what it leads to right ("the line will say …"); stacked on a phone. */
export function SettingRow({ children, aside }: { children: ReactNode; aside?: ReactNode }) {
  return (
    <div className={cn("grid gap-x-6 gap-y-2", aside !== undefined && "md:grid-cols-2")}>
      <div className="min-w-0">{children}</div>
      {aside === undefined ? null : <div className="min-w-0">{aside}</div>}
    </div>
  );
}
