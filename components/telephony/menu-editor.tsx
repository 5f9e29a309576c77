"use client";
import { Plus } from "lucide-react";
import { useRef, useState } from "react";
import { useFieldArray, useFormContext, useWatch } from "react-hook-form";
import { SaidByTheLine } from "@/components/hotel/said-by-the-line";
import { Button } from "@/components/ui/button";
import { keepFocus, MenuChoice } from "./menu-choice";
import { freeDigit, menuSaying, type SettingsValues } from "./settings-values";
import type { ShownTelephony } from "./types";

const MOST = 10;

/** The keys a caller may press before the line answers, in the order they are said. */
export function MenuEditor({ destinations }: { destinations: ShownTelephony["destinations"] }) {
  const { control } = useFormContext<SettingsValues>();
  const { fields, append, remove, move } = useFieldArray({ control, name: "menu" });
  const menu = useWatch<SettingsValues, "menu">({ name: "menu" });
  const add = useRef<HTMLButtonElement>(null);
  const [news, setNews] = useState("");
  const nameOf = (at: number) => menu[at]?.say.trim() || `Choice ${at + 1}`;
  const place = (at: number, by: number) => {
    move(at, at + by);
    setNews(`${nameOf(at)} is now choice ${at + by + 1} of ${fields.length}.`);
  };
  return (
    <div className="flex flex-col gap-3">
      {fields.length === 0 ? <p className="text-muted text-sm">No menu: the line answers at once.</p> : null}
      <ol className="flex flex-col gap-3 empty:hidden">
        {fields.map((field, at) => (
          <MenuChoice
            key={field.id}
            at={at}
            last={at === fields.length - 1}
            destinations={destinations}
            onMove={(by) => place(at, by)}
            onRemove={() => {
              setNews(`${nameOf(at)} is removed.`);
              remove(at);
              add.current?.focus();
            }}
          />
        ))}
      </ol>
      <Button
        ref={add}
        className="self-start"
        aria-disabled={fields.length >= MOST}
        onMouseDown={keepFocus}
        onClick={() =>
          fields.length < MOST &&
          append(
            { digit: freeDigit(menu), say: "", destination: "" },
            { focusName: `menu.${fields.length}.say` },
          )
        }
      >
        <Plus aria-hidden="true" />
        Add choice
      </Button>
      {menuSaying(menu) ? <SaidByTheLine>{menuSaying(menu)}</SaidByTheLine> : null}
      <p role="status" className="sr-only">
        {news}
      </p>
    </div>
  );
}
