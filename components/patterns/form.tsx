"use client";
import type { ReactNode } from "react";
import {
  Controller,
  type ControllerRenderProps,
  type FieldPath,
  type FieldValues,
  type UseFormReturn,
  useFormContext,
} from "react-hook-form";
import { Banner } from "@/components/ui/banner";
import { Field, type FieldProps } from "@/components/ui/field";

interface FormFieldProps<Values extends FieldValues, Name extends FieldPath<Values>>
  extends Omit<FieldProps, "children" | "error"> {
  name: Name;
  children: (field: ControllerRenderProps<Values, Name>) => ReactNode;
}

/**
 * A field of the form around it: its control gets value, change and name; its error stands below, once the field was left or
 * the form was sent.
 */
export function FormField<Values extends FieldValues, Name extends FieldPath<Values> = FieldPath<Values>>({
  name,
  children,
  ...field
}: FormFieldProps<Values, Name>) {
  const { control } = useFormContext<Values>();
  return (
    <Controller
      control={control}
      name={name}
      render={({ field: bound, fieldState: { error, isTouched }, formState: { isSubmitted } }) => (
        <Field {...field} error={error && (isTouched || isSubmitted) ? errorText(error) : undefined}>
          {children(bound)}
        </Field>
      )}
    />
  );
}

/** The first message inside an error, which for a list or an object is nested. */
export const errorText = (error: unknown): string => firstError("", error).text;

/** The same with the field it belongs to, `menu.1.say` of `menu`. */
export function firstError(name: string, error: unknown): { name: string; text: string } {
  const unnamed = { name, text: "Check this field." };
  if (typeof error !== "object" || error === null) return unnamed;
  if ("message" in error && typeof error.message === "string" && error.message)
    return { name, text: error.message };
  const inner = Object.entries(error).find(
    ([key, value]) => key !== "ref" && typeof value === "object" && value !== null,
  );
  return inner ? firstError(`${name}.${inner[0]}`, inner[1]) : unnamed;
}

/** A refusal that knows its fields; thrown by `onSubmit`, shown beside them. */
export class FieldErrors extends Error {
  constructor(
    readonly fields: Readonly<Record<string, string>>,
    message = "Some fields need another look.",
  ) {
    super(message);
    this.name = "FieldErrors";
  }
}

/** Runs a submit; what it throws lands on its fields or on the form, and what was typed stays. True when done. */
export async function runSubmit<Values extends FieldValues, Output>(
  form: UseFormReturn<Values, unknown, Output>,
  submit: () => Promise<void> | void,
): Promise<boolean> {
  try {
    await submit();
    return true;
  } catch (error) {
    if (error instanceof FieldErrors) {
      for (const [name, message] of Object.entries(error.fields))
        form.setError(name as FieldPath<Values>, { type: "server", message });
    }
    const message =
      error instanceof Error && error.message
        ? error.message
        : "It was not saved. Your form is kept. Try again.";
    form.setError("root", { type: "server", message });
    return false;
  }
}

/** Focuses the control of a field, or the one that holds it: a list may have one control for all its entries. */
function focusField<Values extends FieldValues, Output>(
  form: UseFormReturn<Values, unknown, Output>,
  name: string,
): void {
  const parts = name.split(".");
  for (const at of parts.keys()) form.setFocus(parts.slice(0, at + 1).join(".") as FieldPath<Values>);
}

/** All errors at the top after a refused submit, each leading to its field. */
export function ErrorSummary<Values extends FieldValues, Output>({
  form,
}: {
  form: UseFormReturn<Values, unknown, Output>;
}) {
  const { errors, submitCount } = form.formState;
  const { root, ...fields } = errors;
  const names = Object.keys(fields);
  if (submitCount === 0 || (names.length === 0 && !root)) return null;
  return (
    <Banner tone="danger" urgent>
      <p className="font-medium">{root?.message ?? "Not saved yet. Your form is kept."}</p>
      {names.length > 0 ? (
        <ul className="mt-1 list-disc ps-4">
          {names
            .map((name) => firstError(name, fields[name]))
            .map(({ name, text }) => (
              <li key={name}>
                <button
                  type="button"
                  className="min-h-6 text-start underline underline-offset-4"
                  onClick={() => focusField(form, name)}
                >
                  {text}
                </button>
              </li>
            ))}
        </ul>
      ) : null}
    </Banner>
  );
}
