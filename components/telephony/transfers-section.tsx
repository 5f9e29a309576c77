"use client";
import { useWatch } from "react-hook-form";
import { FormField } from "@/components/patterns/form";
import { NumberField } from "@/components/patterns/number-field";
import { SettingSection } from "@/components/patterns/settings-form";
import { Input } from "@/components/ui/input";
import { Radio } from "@/components/ui/radio";
import { Select } from "@/components/ui/select";
import { NONE, numberOptions, roomExample, type SettingsValues } from "./settings-values";
import type { ShownTelephony } from "./types";

const transfers = [
  {
    value: "warm",
    label: "Announced",
    help: "The person hears what it is about and accepts before the guest is put through.",
  },
  { value: "cold", label: "Straight through", help: "The guest is connected as soon as somebody answers." },
] as const;

/** How guests reach people and rooms, and what those who are called see. */
export function TransfersSection({ numbers }: { numbers: ShownTelephony["webhooks"] }) {
  const roomNumber = useWatch<SettingsValues, "roomNumber">({ name: "roomNumber" });
  return (
    <SettingSection title="Transfers and rooms">
      <FormField name="transfer" label="Transfers to people" group>
        {({ value, onChange }) => <Radio value={value} onValueChange={onChange} options={transfers} />}
      </FormField>
      <NumberField
        name="ringSeconds"
        label="Ring for"
        help="Then it counts as not answered."
        unit="seconds, 5 to 60"
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <NumberChoice
          name="callerId"
          label="Number shown to who is called"
          none="The number the guest dialled"
          numbers={numbers}
        />
        <NumberChoice
          name="textFrom"
          label="Number texts are sent from"
          none="The number shown to who is called"
          numbers={numbers}
        />
      </div>
      <FormField
        name="roomNumber"
        label="Telephones in rooms"
        optional
        help="The number that rings in a room, with {room} in place of the room's number: +4722001{room}. Empty, or a room with letters: wake-up calls go to the telephone the guest asked from."
      >
        {(field) => (
          <Input
            {...field}
            className="max-w-72 font-mono"
            placeholder="+4722001{room}"
            autoComplete="off"
            spellCheck={false}
            dir="ltr"
          />
        )}
      </FormField>
      {roomExample(roomNumber) ? <p className="-mt-2 text-muted text-xs">{roomExample(roomNumber)}</p> : null}
      <FormField
        name="payConnector"
        label="Card payments by keypad"
        optional
        help="The name of the Pay connector set up at Twilio. Empty: no cards by keypad."
      >
        {(field) => (
          <Input {...field} className="max-w-72" maxLength={60} autoComplete="off" spellCheck={false} />
        )}
      </FormField>
    </SettingSection>
  );
}

interface NumberChoiceProps {
  name: "callerId" | "textFrom";
  label: string;
  none: string;
  numbers: ShownTelephony["webhooks"];
}

const NumberChoice = ({ name, label, none, numbers }: NumberChoiceProps) => (
  <FormField name={name} label={label}>
    {({ value, onChange }) => (
      <Select
        value={value || NONE}
        onValueChange={(next: string) => onChange(next === NONE ? "" : next)}
        options={numberOptions(numbers, value, none)}
      />
    )}
  </FormField>
);
