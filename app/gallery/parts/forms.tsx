"use client";
import { useState } from "react";
import { z } from "zod";
import { FieldErrors, FormField } from "@/components/patterns/form";
import { FormSheet } from "@/components/patterns/form-sheet";
import { SettingRow, SettingSection, SettingsForm } from "@/components/patterns/settings-form";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { Part } from "./part";

const RoomInput = z.object({
  number: z.string().min(1, "Give the room its number, such as 201."),
  floor: z.coerce.number<string>().int("Use a whole number."),
  type: z.enum(["cd", "hk"], "Choose a room type."),
});
const Arrival = z.object({
  from: z.string().regex(/^\d{2}:\d{2}$/, "Write a time such as 15:00."),
  early: z.boolean(),
});
type RoomForm = z.input<typeof RoomInput>;
type ArrivalForm = z.input<typeof Arrival>;

export function FormParts() {
  const [open, setOpen] = useState(false);
  return (
    <Part title="Forms">
      <div>
        <Button onClick={() => setOpen(true)} data-new>
          Add room
        </Button>
      </div>
      <FormSheet
        open={open}
        onOpenChange={setOpen}
        title="Add room"
        description="It can be sold from tonight."
        schema={RoomInput}
        defaultValues={{ number: "", floor: "1" }}
        submitLabel="Add room"
        onSubmit={({ number }) => {
          if (number === "201")
            throw new FieldErrors({ number: "Room 201 exists already. Use another number." });
        }}
      >
        {() => (
          <>
            <FormField<RoomForm> name="number" label="Number" required>
              {(field) => <Input {...field} autoComplete="off" />}
            </FormField>
            <FormField<RoomForm> name="floor" label="Floor">
              {(field) => <Input {...field} inputMode="numeric" />}
            </FormField>
            <FormField<RoomForm, "type"> name="type" label="Room type">
              {({ value, onChange }) => (
                <Select
                  value={value}
                  onValueChange={onChange}
                  options={[
                    { value: "cd", label: "Courtyard Double" },
                    { value: "hk", label: "Harbour King" },
                  ]}
                />
              )}
            </FormField>
          </>
        )}
      </FormSheet>
      <SettingsForm schema={Arrival} values={{ from: "15:00", early: true }} onSubmit={() => {}}>
        {(form) => (
          <SettingSection title="Arrival" text="What the line promises about the day of arrival.">
            <SettingRow
              aside={
                <p className="rounded-md bg-sunken p-3 text-base text-muted">
                  Rooms are ready from {form.watch("from")}.
                </p>
              }
            >
              <FormField<ArrivalForm, "from">
                name="from"
                label="Rooms are ready from"
                help="The hotel's time."
              >
                {(field) => <Input {...field} className="max-w-28" />}
              </FormField>
            </SettingRow>
            <SettingRow>
              <FormField<ArrivalForm, "early"> name="early" label="Offer early check-in">
                {({ value, onChange }) => <Switch checked={value} onCheckedChange={onChange} />}
              </FormField>
            </SettingRow>
          </SettingSection>
        )}
      </SettingsForm>
    </Part>
  );
}
