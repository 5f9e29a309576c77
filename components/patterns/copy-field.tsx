"use client";
import { Check, Copy } from "lucide-react";
import type { ReactNode } from "react";
import { useCopy } from "@/components/lib/use-copy";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

interface CopyFieldProps {
  label: string;
  help?: ReactNode;
  value: string;
}

/** A text to be carried elsewhere: shown whole, selected on focus, copied by its button, which says so. */
export function CopyField({ label, help, value }: CopyFieldProps) {
  const { copied, copy } = useCopy();
  const done = copied === "yes";
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <Field label={label} help={help}>
        <span className="flex items-center gap-2">
          <Input
            readOnly
            value={value}
            onFocus={(event) => event.currentTarget.select()}
            className="font-mono text-xs"
            dir="ltr"
          />
          <Button onClick={() => void copy(value)} className="min-w-24">
            {done ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
            {done ? "Copied" : "Copy"}
            <span className="sr-only"> {label}</span>
          </Button>
        </span>
      </Field>
      <p role="status" className={copied === "refused" ? "text-danger-fg text-xs" : "sr-only"}>
        {done ? `${label}: copied.` : null}
        {copied === "refused" ? "Not copied. Select the text and copy it with your keyboard." : null}
      </p>
    </div>
  );
}
