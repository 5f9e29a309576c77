"use client";
import Link from "next/link";
import { useWatch } from "react-hook-form";
import { useHotel } from "@/components/hotel/hotel-context";
import { FormField } from "@/components/patterns/form";
import { NumberField } from "@/components/patterns/number-field";
import { PrefixesInput } from "@/components/patterns/prefixes-input";
import { SettingSection } from "@/components/patterns/settings-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { hoursWords, type SettingsValues } from "./settings-values";

const link = "text-accent-fg underline underline-offset-4";

/** When, how long and where to the line may call. */
export function CallsOutSection() {
  const { href } = useHotel();
  const [from, until] = useWatch<SettingsValues, ["outboundFrom", "outboundUntil"]>({
    name: ["outboundFrom", "outboundUntil"],
  });
  const unusual = hoursWords(from, until);
  return (
    <SettingSection
      title="Calls out"
      text={
        <>
          Guests are only called back if they asked for it. Who wants no calls or texts stands on the{" "}
          <Link href={href("/settings/do-not-call")} className={link}>
            do-not-call list
          </Link>
          .
        </>
      }
    >
      <Field label="Hours in which guests are called" group>
        <div className="flex flex-wrap items-start gap-3">
          <Time name="outboundFrom" label="From" placeholder="09:00" />
          <Time name="outboundUntil" label="Until" placeholder="20:00" />
        </div>
        <p className="text-muted text-xs" role="status">
          {unusual ?? "By the hotel's clock. Wake-up calls come at the hour the guest asked for."}
        </p>
      </Field>
      <NumberField
        name="minutesPerDay"
        label="Calls out and transfers"
        help="Against fraud and runaway cost. 0 allows none."
        unit="minutes a day"
      />
      <NumberField
        name="textsPerDay"
        label="Texts to guests"
        help="One-time codes among them. 0 allows none."
        unit="in 24 hours"
      />
      <FormField
        name="allowedPrefixes"
        label="Countries and areas that may be called"
        help={
          <>
            Beginnings with country code, one a line: +47, +4670. Empty: the hotel's own country. Callers are
            texted only there, too. The organisation's list in{" "}
            <Link href={href("/settings/connections")} className={link}>
              Connections
            </Link>{" "}
            holds as well.
          </>
        }
      >
        {({ onChange, ...field }) => <PrefixesInput {...field} onValueChange={onChange} />}
      </FormField>
    </SettingSection>
  );
}

const Time = ({ name, label, placeholder }: { name: string; label: string; placeholder: string }) => (
  <FormField name={name} label={label}>
    {(field) => <Input {...field} className="w-24" placeholder={placeholder} autoComplete="off" />}
  </FormField>
);
