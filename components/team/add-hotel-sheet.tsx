"use client";
import { useMutation } from "@tanstack/react-query";
import type { z } from "zod";
import { FormField } from "@/components/patterns/form";
import { FormSheet } from "@/components/patterns/form-sheet";
import { useTRPC } from "@/components/trpc/client";
import { Combobox } from "@/components/ui/combobox";
import { Input } from "@/components/ui/input";
import { CreateHotelInput } from "@/server/features/organisations/schema";
import { currencyOptions, timeZoneOptions } from "./places";

type NewHotel = z.input<typeof CreateHotelInput>;

interface AddHotelSheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The hotel that is open: a second one of a group is most often near it. */
  like: Pick<NewHotel, "timeZone" | "country" | "currency" | "locale">;
}

/** Another hotel of the organisation; ends at its settings. */
export function AddHotelSheet({ open, onOpenChange, like }: AddHotelSheetProps) {
  const create = useMutation(useTRPC().organisations.createHotel.mutationOptions());
  return (
    <FormSheet
      open={open}
      onOpenChange={onOpenChange}
      title="Add hotel"
      description="It has rooms, rates, policies and calls of its own. People who work in all hotels see it at once."
      schema={CreateHotelInput}
      defaultValues={{ ...like, name: "", slug: "", auditHour: 3 }}
      submitLabel="Add hotel"
      onSubmit={async (values) => {
        const { slug } = await create.mutateAsync(values);
        // A full load: the shell's list of hotels comes with the page.
        window.location.assign(`/${slug}/settings/hotel`);
      }}
    >
      {() => (
        <>
          <FormField<NewHotel> name="name" label="Name" help="As the line says it." required>
            {({ value, ...field }) => <Input {...field} value={String(value ?? "")} maxLength={120} />}
          </FormField>
          <FormField<NewHotel>
            name="slug"
            label="Address"
            help="Small letters, digits and dashes, for example harbour-house. It stays."
            required
          >
            {({ value, ...field }) => <Input {...field} value={String(value ?? "")} maxLength={39} />}
          </FormField>
          <FormField<NewHotel, "currency">
            name="currency"
            label="Currency"
            help="All prices of this hotel. It stays."
            required
          >
            {({ value, onChange }) => (
              <Combobox
                options={currencyOptions}
                value={value}
                onValueChange={(code) => onChange(code ?? "")}
                searchLabel="Find a currency"
              />
            )}
          </FormField>
          <FormField<NewHotel> name="country" label="Country" help="Two letters, for example NO." required>
            {({ value, ...field }) => (
              <Input {...field} value={String(value ?? "")} maxLength={2} className="w-20 uppercase" />
            )}
          </FormField>
          <FormField<NewHotel, "timeZone"> name="timeZone" label="Time zone" required>
            {({ value, onChange }) => (
              <Combobox
                options={timeZoneOptions}
                value={value}
                onValueChange={(zone) => onChange(zone ?? "")}
                searchLabel="Find a time zone"
              />
            )}
          </FormField>
        </>
      )}
    </FormSheet>
  );
}
