"use client";
import { ChevronDown } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuChoices } from "@/components/ui/menu";
import { useMicrophones } from "./microphones";

interface Props {
  /** The chosen one; null is the browser's choice. */
  value: string | null;
  onChoose: (id: string | null) => void;
}

const OWN = "own";

/** Which microphone one speaks through, changed in mid-call too. */
export function MicrophoneMenu({ value, onChoose }: Props) {
  const microphones = useMicrophones(true);
  const known = microphones.some(({ id }) => id === value);
  return (
    <Menu
      label="Microphone"
      trigger={
        <IconButton
          label="Choose microphone"
          icon={<ChevronDown aria-hidden="true" />}
          className="-ms-2 w-6"
        />
      }
    >
      <MenuChoices
        label="Microphone"
        value={known && value ? value : OWN}
        onValueChange={(id) => onChoose(id === OWN ? null : id)}
        options={[
          { value: OWN, label: "The browser's choice" },
          ...microphones.map(({ id, label }) => ({ value: id, label })),
        ]}
      />
    </Menu>
  );
}
