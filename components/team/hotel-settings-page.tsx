"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { ErrorState } from "@/components/patterns/error-state";
import { FormField } from "@/components/patterns/form";
import { NoPermission } from "@/components/patterns/no-permission";
import { PageHeader } from "@/components/patterns/page-header";
import { SettingSection, SettingsForm } from "@/components/patterns/settings-form";
import { RecordCrumb } from "@/components/shell/crumbs";
import { domainCode, useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { HotelSettings } from "@/server/features/organisations/schema";
import { AddHotelSheet } from "./add-hotel-sheet";
import { timeZoneOptions } from "./places";

const hours = Array.from({ length: 13 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, "0")}:00`,
}));

/** The hotel's name, place and day. */
export function HotelSettingsPage() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const hotel = useQuery(trpc.organisations.getHotel.queryOptions());
  const me = useQuery(trpc.account.me.queryOptions());
  const [adding, setAdding] = useState(false);
  const update = useMutation(
    trpc.organisations.updateHotel.mutationOptions({
      onSettled: () => queries.invalidateQueries(trpc.organisations.pathFilter()),
    }),
  );
  if (hotel.error && domainCode(hotel.error) === "forbidden") {
    return <NoPermission page who="managers, admins and owners" what="the hotel's settings" />;
  }
  if (hotel.error) {
    return (
      <ErrorState
        page
        title="The settings could not be loaded"
        error={hotel.error}
        retry={() => void hotel.refetch()}
      />
    );
  }
  if (!hotel.data) {
    return (
      <div className="grid max-w-[760px] gap-6" role="status" aria-label="The settings are loading">
        <Skeleton className="h-7" width={160} />
        <Skeleton className="h-72 w-full rounded-lg" />
      </div>
    );
  }
  const { id: _, slug, currency, ...was } = hotel.data;
  const readOnly =
    me.data && !me.data.permissions.includes("settings:write") ? "Only managers change this." : undefined;
  return (
    <div className="grid gap-6">
      <RecordCrumb label="Hotel" />
      <PageHeader
        title="Hotel"
        meta={
          <span>
            Address /{slug}, prices in {currency}
          </span>
        }
        actions={
          me.data?.permissions.includes("organisation:write") ? (
            <Button onClick={() => setAdding(true)}>
              <Plus aria-hidden="true" />
              Add hotel
            </Button>
          ) : null
        }
      />
      <AddHotelSheet open={adding} onOpenChange={setAdding} like={{ ...was, currency }} />
      <SettingsForm
        schema={HotelSettings}
        values={was}
        readOnly={readOnly}
        submitLabel="Save settings"
        onSubmit={async (settings) => {
          await update.mutateAsync({ was, settings });
          toast.done("Settings saved");
        }}
      >
        {() => (
          <>
            <SettingSection title="Name and place">
              <FormField name="name" label="Name" help="As the line says it." required>
                {(field) => <Input {...field} maxLength={120} />}
              </FormField>
              <FormField name="country" label="Country" help="Two letters, for example NO." required>
                {(field) => <Input {...field} maxLength={2} className="w-20 uppercase" />}
              </FormField>
              <FormField
                name="locale"
                label="Language and region"
                help="How dates and prices are written, for example en-GB."
                required
              >
                {(field) => <Input {...field} maxLength={35} className="w-40" />}
              </FormField>
            </SettingSection>
            <SettingSection
              title="The hotel's day"
              text="Stays are dates in this zone; tonight ends at the night audit."
            >
              <FormField name="timeZone" label="Time zone" required>
                {({ value, onChange }) => (
                  <Combobox
                    options={timeZoneOptions}
                    value={value}
                    onValueChange={(zone) => onChange(zone ?? "")}
                    searchLabel="Find a time zone"
                  />
                )}
              </FormField>
              <FormField
                name="auditHour"
                label="A new day begins at"
                help="Until then a call at night is about yesterday's date."
                required
              >
                {({ value, onChange }) => (
                  <Select
                    options={hours}
                    value={String(value)}
                    onValueChange={(hour) => onChange(Number(hour))}
                    className="w-32"
                  />
                )}
              </FormField>
            </SettingSection>
          </>
        )}
      </SettingsForm>
    </div>
  );
}
