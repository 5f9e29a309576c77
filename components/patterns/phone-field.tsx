"use client";
import { useHotel } from "@/components/hotel/hotel-context";
import { FormField } from "@/components/patterns/form";
import { PhoneInput } from "@/components/ui/phone-input";

/** A telephone number that must be given. What is no number yet is kept as such, so that the form says what is missing. */
export function PhoneField({ name }: { name: string }) {
  const { country } = useHotel();
  return (
    <FormField name={name} label="Number" required help="With its country code, or as dialled at home.">
      {({ value, onChange, ...field }) => (
        <PhoneInput
          {...field}
          autoComplete="off"
          value={value || null}
          onValueChange={(number) => onChange(number === undefined ? "?" : (number ?? ""))}
          country={country}
        />
      )}
    </FormField>
  );
}
