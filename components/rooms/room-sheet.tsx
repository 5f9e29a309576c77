"use client";
import { z } from "zod";
import { refuse } from "@/components/hotel/save-errors";
import { FormField } from "@/components/patterns/form";
import { FormSheet } from "@/components/patterns/form-sheet";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import type { RoomTypeRow } from "@/server/features/rooms";
import { RoomFields } from "@/server/features/rooms/schema";
import { attributesOf } from "./attributes";
import { useRoomVerbs } from "./use-room-verbs";

const Typed = RoomFields.extend({
  floor: z.coerce.number<string>().int("Use a whole number.").min(-5).max(200),
  roomTypeId: z.uuid("Choose a room type."),
  attributes: z.string().transform(attributesOf).pipe(RoomFields.shape.attributes.unwrap()),
});
type RoomForm = z.input<typeof Typed>;

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  types: readonly RoomTypeRow[];
}

/** Adds a physical room; from then on it can be sold. */
export function RoomSheet({ open, onOpenChange, types }: Props) {
  const { create } = useRoomVerbs();
  return (
    <FormSheet
      open={open}
      onOpenChange={onOpenChange}
      title="New room"
      description="The line can sell it from the next call on."
      schema={Typed}
      defaultValues={{ number: "", floor: "1", roomTypeId: "", attributes: "" }}
      submitLabel="Add room"
      onSubmit={async (fields) => {
        await create.mutateAsync(fields).catch(refuse);
        toast.done(`Room ${fields.number} added`);
      }}
    >
      {() => (
        <>
          <FormField<RoomForm, "number">
            name="number"
            label="Number"
            help="As on the door, for example 204."
            required
          >
            {(field) => <Input {...field} autoComplete="off" className="max-w-32" />}
          </FormField>
          <FormField<RoomForm> name="floor" label="Floor">
            {({ value, ...field }) => (
              <Input {...field} value={String(value ?? "")} inputMode="numeric" className="max-w-24" />
            )}
          </FormField>
          <FormField<RoomForm, "roomTypeId"> name="roomTypeId" label="Room type" required>
            {({ value, onChange }) => (
              <Select
                value={value || undefined}
                onValueChange={onChange}
                placeholder="Choose a type"
                options={types.map(({ id, name }) => ({ value: id, label: name }))}
              />
            )}
          </FormField>
          <FormField<RoomForm, "attributes">
            name="attributes"
            label="Only this room has"
            help="Beyond its type, with commas: corner, sea view."
            optional
          >
            {(field) => <Input {...field} />}
          </FormField>
        </>
      )}
    </FormSheet>
  );
}
