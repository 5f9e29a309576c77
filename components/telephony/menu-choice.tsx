"use client";
import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import type { MouseEvent, ReactNode } from "react";
import { useFormContext } from "react-hook-form";
import { FormField } from "@/components/patterns/form";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { destinationOptions, NONE, type SettingsValues } from "./settings-values";
import type { ShownTelephony } from "./types";

/**
 * For buttons below fields: the field one was in is left when the button has done its work, not when it is pressed. An
 * error that appears then would move the button away from under the pointer.
 */
export const keepFocus = (event: MouseEvent): void => event.preventDefault();

interface Props {
  at: number;
  last: boolean;
  destinations: ShownTelephony["destinations"];
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
}

/** One key of the menu: the digit, what it is for, and whom it leads to. */
export function MenuChoice({ at, last, destinations, onMove, onRemove }: Props) {
  const { trigger, formState } = useFormContext<SettingsValues>();
  const nth = `choice ${at + 1}`;
  const first = at === 0;
  const label = (text: string): ReactNode => (
    <>
      {text}
      <span className="sr-only"> of {nth}</span>
    </>
  );
  return (
    <li className="grid grid-cols-[5rem_1fr] items-start gap-x-3 gap-y-2 max-sm:border-border max-sm:border-b max-sm:pb-3 sm:grid-cols-[5rem_1fr_1fr_auto]">
      <FormField name={`menu.${at}.digit`} label={label("Key")}>
        {({ onChange, ...field }) => (
          <Input
            {...field}
            inputMode="numeric"
            maxLength={1}
            autoComplete="off"
            className="text-center"
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => {
              onChange(event.target.value);
              // Two choices with one key: whichever of them is changed, both are looked at again.
              if (formState.errors.menu) void trigger("menu");
            }}
          />
        )}
      </FormField>
      <FormField name={`menu.${at}.say`} label={label("For")}>
        {(field) => (
          <Input {...field} maxLength={60} autoComplete="off" dir="auto" placeholder="the restaurant" />
        )}
      </FormField>
      <FormField name={`menu.${at}.destination`} label={label("Leads to")} className="max-sm:col-span-2">
        {({ value, onChange }) => (
          <Select
            value={value || NONE}
            onValueChange={(next: string) => onChange(next === NONE ? "" : next)}
            options={destinationOptions(destinations, value)}
          />
        )}
      </FormField>
      <div className="flex items-center gap-1 max-sm:col-span-2 max-sm:justify-end sm:pt-[22px]">
        <IconButton
          label={`Say ${nth} earlier`}
          icon={<ArrowUp aria-hidden="true" />}
          aria-disabled={first}
          onMouseDown={keepFocus}
          onClick={() => !first && onMove(-1)}
        />
        <IconButton
          label={`Say ${nth} later`}
          icon={<ArrowDown aria-hidden="true" />}
          aria-disabled={last}
          onMouseDown={keepFocus}
          onClick={() => !last && onMove(1)}
        />
        <IconButton
          label={`Remove ${nth}`}
          icon={<Trash2 aria-hidden="true" />}
          onMouseDown={keepFocus}
          onClick={onRemove}
        />
      </div>
    </li>
  );
}
