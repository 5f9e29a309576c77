"use client";
import { Check, ChevronDown } from "lucide-react";
import { Select as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "@/components/lib/cn";
import { useFieldProps } from "./field";
import { floatingItem, floatingPanel, floatingPlace } from "./floating";
import { controlStyles } from "./input";

export interface Option<Value extends string = string> {
  value: Value;
  label: string;
  /** A second, quieter line. */
  help?: string;
  icon?: ReactNode;
  disabled?: boolean;
}

export interface SelectProps<Value extends string> {
  options: readonly Option<Value>[];
  value?: Value;
  defaultValue?: Value;
  onValueChange?: (value: Value) => void;
  placeholder?: string;
  name?: string;
  disabled?: boolean;
  small?: boolean;
  id?: string;
  "aria-label"?: string;
  className?: string;
}

/** One of a few known options. More than a dozen: Combobox. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const {
    options,
    value,
    defaultValue,
    onValueChange,
    placeholder = "Choose",
    name,
    disabled,
    small,
    id,
    className,
  } = props;
  const field = useFieldProps({ id });
  return (
    <Radix.Root
      value={value}
      defaultValue={defaultValue}
      onValueChange={(next) => onValueChange?.(next as Value)}
      name={name}
      disabled={disabled}
    >
      <Radix.Trigger
        {...field}
        aria-label={props["aria-label"]}
        className={cn(
          controlStyles,
          "flex h-8 items-center justify-between gap-2 text-start data-placeholder:text-subtle",
          small && "h-7 text-xs",
          className,
        )}
      >
        <span className="truncate">
          <Radix.Value placeholder={placeholder} />
        </span>
        <Radix.Icon asChild>
          <ChevronDown className="size-4 shrink-0 text-subtle" aria-hidden="true" />
        </Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          {...floatingPlace}
          className={cn(floatingPanel, "max-h-80 min-w-(--radix-select-trigger-width) overflow-hidden")}
        >
          <Radix.Viewport className="p-1">
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled}
                className={cn(
                  floatingItem,
                  "relative py-1 ps-7 data-disabled:opacity-50 data-highlighted:bg-hover",
                )}
              >
                <Radix.ItemIndicator className="absolute start-2">
                  <Check className="size-3.5 text-accent-fg" aria-hidden="true" />
                </Radix.ItemIndicator>
                {option.icon}
                <span className="flex flex-col">
                  <Radix.ItemText>{option.label}</Radix.ItemText>
                  {option.help ? <span className="text-muted text-xs">{option.help}</span> : null}
                </span>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
