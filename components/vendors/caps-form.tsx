"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FormField } from "@/components/patterns/form";
import { NumberField } from "@/components/patterns/number-field";
import { PrefixesInput } from "@/components/patterns/prefixes-input";
import { SettingSection, SettingsForm } from "@/components/patterns/settings-form";
import { useTRPC } from "@/components/trpc/client";
import { toast } from "@/components/ui/toast";
import { SpendCaps } from "@/server/features/vendors/schema";

const numbers = [
  { name: "minutesPerCall", label: "Longest call", unit: "minutes" },
  { name: "minutesPerDay", label: "All calls in 24 hours", unit: "minutes, over all hotels" },
  { name: "tokensPerCall", label: "Language model in one call", unit: "tokens, then the built-in brain" },
] as const;

/** What calls may use up, against fraud and runaway cost. */
export function CapsForm({ caps, readOnly }: { caps: SpendCaps; readOnly: string | undefined }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const save = useMutation(
    trpc.vendors.setSpendCaps.mutationOptions({
      onSettled: () => client.invalidateQueries(trpc.vendors.pathFilter()),
    }),
  );
  return (
    <SettingsForm
      schema={SpendCaps}
      values={caps}
      readOnly={readOnly}
      submitLabel="Save caps"
      className="max-w-none pb-0"
      onSubmit={async (values) => {
        await save.mutateAsync(values);
        toast.done("Caps saved");
      }}
    >
      {() => (
        <SettingSection
          title="Spend caps"
          text="For the whole organisation. A running call is never cut by the day's cap."
        >
          <div className="grid gap-4 sm:grid-cols-3">
            {numbers.map(({ name, label, unit }) => (
              <NumberField key={name} name={name} label={label} unit={unit} />
            ))}
          </div>
          <FormField
            name="transferPrefixes"
            label="Numbers calls may be given to"
            help="Beginnings with country code, one a line: +47, +4670. Empty allows every country."
          >
            {({ onChange, ...field }) => <PrefixesInput {...field} onValueChange={onChange} />}
          </FormField>
        </SettingSection>
      )}
    </SettingsForm>
  );
}
