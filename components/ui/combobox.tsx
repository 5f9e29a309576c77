"use client";
import { Command } from "cmdk";
import { Check, ChevronsUpDown } from "lucide-react";
import { Popover } from "radix-ui";
import { useState } from "react";
import { cn } from "@/components/lib/cn";
import { matches } from "@/components/lib/matches";
import { useFieldProps } from "./field";
import { floatingItem, floatingPanel, floatingPlace } from "./floating";
import { controlStyles } from "./input";
import type { Option } from "./select";

export interface ComboboxProps<Value extends string> {
  options: readonly Option<Value>[];
  value?: Value | null;
  onValueChange: (value: Value | null) => void;
  placeholder?: string;
  /** Name of the search box. */
  searchLabel?: string;
  /** Said when nothing fits. */
  none?: string;
  /** The caller filters (a server search); otherwise labels are filtered here. */
  onSearch?: (text: string) => void;
  clearable?: boolean;
  disabled?: boolean;
  id?: string;
  "aria-label"?: string;
  className?: string;
}

/** One of many options, found by typing. */
export function Combobox<Value extends string>(props: ComboboxProps<Value>) {
  const {
    options,
    value,
    onValueChange,
    placeholder = "Choose",
    searchLabel = "Search",
    none = "Nothing fits.",
    onSearch,
  } = props;
  const [open, setOpen] = useState(false);
  const field = useFieldProps({ id: props.id });
  const chosen = options.find((option) => option.value === value);
  const choose = (next: Value) => {
    onValueChange(props.clearable && next === value ? null : next);
    setOpen(false);
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button
          type="button"
          role="combobox"
          aria-expanded={open}
          aria-haspopup="dialog"
          aria-label={props["aria-label"]}
          disabled={props.disabled}
          {...field}
          className={cn(
            controlStyles,
            "flex h-8 items-center justify-between gap-2 text-start",
            props.className,
          )}
        >
          <span className={cn("truncate", !chosen && "text-subtle")}>{chosen?.label ?? placeholder}</span>
          <ChevronsUpDown className="size-4 shrink-0 text-subtle" aria-hidden="true" />
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          {...floatingPlace}
          aria-label={searchLabel}
          className={cn(
            floatingPanel,
            "w-(--radix-popover-trigger-width) min-w-56 overflow-hidden outline-none",
          )}
        >
          <Command label={searchLabel} filter={matches} shouldFilter={!onSearch}>
            <Command.Input
              placeholder={searchLabel}
              onValueChange={onSearch}
              className="h-9 w-full border-border border-b bg-transparent px-3 text-sm outline-none pointer-coarse:h-11 pointer-coarse:text-lg"
            />
            <Command.List className="max-h-64 overflow-y-auto p-1">
              <Command.Empty className="px-2 py-3 text-muted text-sm">{none}</Command.Empty>
              {options.map((option) => (
                <Command.Item
                  key={option.value}
                  value={option.value}
                  keywords={[option.label, option.help ?? ""]}
                  disabled={option.disabled}
                  onSelect={() => choose(option.value)}
                  className={cn(
                    floatingItem,
                    "py-1 data-[disabled=true]:opacity-50 data-[selected=true]:bg-hover",
                  )}
                >
                  <Check
                    className={cn("size-3.5 shrink-0 text-accent-fg", option.value !== value && "invisible")}
                    aria-hidden="true"
                  />
                  {option.icon}
                  <span className="min-w-0 flex-1 truncate">{option.label}</span>
                  {option.help ? <span className="truncate text-muted text-xs">{option.help}</span> : null}
                </Command.Item>
              ))}
            </Command.List>
          </Command>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
