"use client";
import { CircleAlert } from "lucide-react";
import { Label as Radix } from "radix-ui";
import { type ComponentProps, createContext, type ReactNode, useContext, useId } from "react";
import { cn } from "@/components/lib/cn";

interface FieldContext {
  id: string;
  labelId: string;
  describedBy?: string;
  invalid: boolean;
  required: boolean;
}
const Context = createContext<FieldContext | null>(null);

interface FieldProperties {
  id?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
  "aria-required"?: true;
}

/** The id of the label around, for controls whose name must also hold their value. */
export const useFieldLabel = (): string | undefined => useContext(Context)?.labelId;

/** The attributes that tie a control to the Field around it; what the control sets itself wins. */
export function useFieldProps(own: { id?: string; "aria-describedby"?: string }): FieldProperties {
  const field = useContext(Context);
  if (!field) return own;
  return {
    id: own.id ?? field.id,
    "aria-describedby": own["aria-describedby"] ?? field.describedBy,
    "aria-invalid": field.invalid || undefined,
    "aria-required": field.required || undefined,
  };
}

export const Label = ({ className, ...props }: ComponentProps<typeof Radix.Root>) => (
  <Radix.Root className={cn("font-medium text-sm text-text", className)} {...props} />
);

export interface FieldProps {
  label: ReactNode;
  /** Said before the control: what to enter, with an example. */
  help?: ReactNode;
  /** Said after it: what is wrong and what to do. */
  error?: string;
  required?: boolean;
  optional?: boolean;
  hideLabel?: boolean;
  /** Radio sets and ranges are groups: their label names the set, not one control. */
  group?: boolean;
  className?: string;
  children: ReactNode;
}

/** A visible label, help before, the control, its error after. */
export function Field(props: FieldProps) {
  const { label, help, error, required = false, optional, hideLabel, group, className, children } = props;
  const id = useId();
  const described =
    [help ? `${id}-help` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ") || undefined;
  const text = cn("font-medium text-sm text-text", hideLabel && "sr-only");
  const body = (
    <Context.Provider
      value={{
        id: group ? `${id}-control` : id,
        labelId: `${id}-label`,
        describedBy: described,
        invalid: Boolean(error),
        required,
      }}
    >
      <div className="flex flex-wrap items-baseline gap-x-2">
        {group ? (
          <span id={`${id}-label`} className={text}>
            {label}
          </span>
        ) : (
          <Label htmlFor={id} id={`${id}-label`} className={text}>
            {label}
          </Label>
        )}
        {optional ? <span className="text-subtle text-xs">Optional</span> : null}
      </div>
      {help ? (
        <p id={`${id}-help`} className="text-muted text-xs">
          {help}
        </p>
      ) : null}
      {children}
      {error ? (
        <p id={`${id}-error`} className="flex items-start gap-1 text-danger-fg text-xs">
          <CircleAlert className="mt-0.5 size-3 shrink-0" aria-hidden="true" />
          {error}
        </p>
      ) : null}
    </Context.Provider>
  );
  if (!group) return <div className={cn("flex min-w-0 flex-col gap-1", className)}>{body}</div>;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a flex column everywhere
    <div
      role="group"
      aria-labelledby={`${id}-label`}
      aria-describedby={described}
      className={cn("flex min-w-0 flex-col gap-1", className)}
    >
      {body}
    </div>
  );
}
