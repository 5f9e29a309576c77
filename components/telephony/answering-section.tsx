"use client";
import Link from "next/link";
import { useWatch } from "react-hook-form";
import { useHotel } from "@/components/hotel/hotel-context";
import { FormField } from "@/components/patterns/form";
import { NumberField } from "@/components/patterns/number-field";
import { SettingSection } from "@/components/patterns/settings-form";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { Radio } from "@/components/ui/radio";
import { Switch } from "@/components/ui/switch";
import { MenuEditor } from "./menu-editor";
import type { SettingsValues } from "./settings-values";
import type { ShownTelephony } from "./types";

const entries = [
  {
    value: "stream",
    label: "In conversation",
    help: "The caller's voice comes to VoiceHive live. Quick, and callers may interrupt.",
  },
  {
    value: "gather",
    label: "Turn by turn",
    help: "Twilio recognises each sentence and passes it on. Slower, and callers cannot interrupt: where live sound is not possible.",
  },
] as const;

/** What a caller meets before and instead of the line. */
export function AnsweringSection({ shown }: { shown: ShownTelephony }) {
  const { href } = useHotel();
  const [entry, closed] = useWatch<SettingsValues, ["entry", "closed"]>({ name: ["entry", "closed"] });
  return (
    <SettingSection title="Answering" text="Holds from the next call on.">
      <FormField name="entry" label="How calls are held" group>
        {({ value, onChange }) => <Radio value={value} onValueChange={onChange} options={entries} />}
      </FormField>
      {entry === shown.settings.entry ? null : (
        <p className="text-muted text-sm" role="status">
          The address for "A call comes in" changes with this. Copy it above once it is saved, and paste it at
          Twilio.
        </p>
      )}
      <Field
        label="Keypad menu"
        help={
          <>
            Asked before the line answers. Who presses nothing gets the line. Destinations come from the{" "}
            <Link href={href("/policies/directory")} className="text-accent-fg underline underline-offset-4">
              directory
            </Link>
            .
          </>
        }
        group
      >
        <MenuEditor destinations={shown.destinations} />
      </Field>
      <FormField
        name="voicemail"
        label="Voicemail"
        help="When nobody can take a call, the caller may leave a message."
      >
        {({ value, onChange }) => <Switch checked={value} onCheckedChange={onChange} />}
      </FormField>
      <NumberField
        name="queueSeats"
        label="Callers who may wait"
        help="While every line is busy. 0: nobody waits, the desk rings."
        unit="callers"
      />
      <FormField
        name="closed"
        label="Maintenance message"
        help="Said to every caller instead of answering, while the line is being worked on."
      >
        {({ value, onChange }) => <Switch checked={value} onCheckedChange={onChange} />}
      </FormField>
      {closed ? (
        <FormField
          name="maintenance"
          label="What callers hear"
          optional
          help="Left empty, the usual words are said."
        >
          {(field) => <Textarea {...field} rows={2} maxLength={300} dir="auto" />}
        </FormField>
      ) : null}
    </SettingSection>
  );
}
