"use client";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"] as const;
const names: Readonly<Record<string, string>> = { "*": "Star", "#": "Hash" };

/** Twelve keys; a keyboard's digits work too while it has the focus. */
export function KeypadKeys({ onPress }: { onPress: (digit: string) => void }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: keys of a phone, not fields of a form
    <div
      role="group"
      aria-label="Keypad"
      dir="ltr"
      className="grid w-44 grid-cols-3 gap-1"
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || !/^[0-9*#]$/.test(event.key)) return;
        event.preventDefault();
        onPress(event.key);
      }}
    >
      {KEYS.map((key) => (
        <Button key={key} size="touch" aria-label={names[key]} onClick={() => onPress(key)}>
          {key}
        </Button>
      ))}
    </div>
  );
}

interface Props {
  trigger: ReactNode;
  onPress: (digit: string) => void;
}

/** The keypad behind its button. */
export const Keypad = ({ trigger, onPress }: Props) => (
  <Popover label="Keypad" align="end" trigger={trigger}>
    <KeypadKeys onPress={onPress} />
  </Popover>
);
