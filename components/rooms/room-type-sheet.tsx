"use client";
import { useWatch } from "react-hook-form";
import { z } from "zod";
import { SaidByTheLine } from "@/components/hotel/said-by-the-line";
import { refuse } from "@/components/hotel/save-errors";
import { FormField } from "@/components/patterns/form";
import { FormSheet } from "@/components/patterns/form-sheet";
import { Input, Textarea } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import type { RoomTypeRow } from "@/server/features/rooms";
import { RoomTypeFields } from "@/server/features/rooms/schema";
import { attributesOf, attributeWords } from "./attributes";
import { useRoomVerbs } from "./use-room-verbs";

const { shape } = RoomTypeFields;
const count = (most: number) => z.coerce.number<string>().int("Use a whole number.").min(1).max(most);
const Typed = z
  .object({
    ...shape,
    description: z.string().trim().max(2_000),
    maxAdults: count(20),
    maxGuests: count(30),
    attributes: z.string().transform(attributesOf).pipe(shape.attributes.unwrap()),
  })
  .refine((fields) => fields.maxGuests >= fields.maxAdults, {
    path: ["maxGuests"],
    message: "It cannot be less than the adults.",
  });
type TypeForm = z.input<typeof Typed>;

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The type to change; absent for a new one. */
  type?: RoomTypeRow;
}

/** A room type as it is sold: what it is called, what the line says, who fits. */
export function RoomTypeSheet({ open, onOpenChange, type }: Props) {
  const { createType, updateType } = useRoomVerbs();
  return (
    <FormSheet
      open={open}
      onOpenChange={onOpenChange}
      title={type ? type.name : "New room type"}
      description="What the line says about it changes with the next call."
      schema={Typed}
      defaultValues={{
        code: type?.code ?? "",
        name: type?.name ?? "",
        spokenName: type?.spokenName ?? "",
        description: type?.description ?? "",
        beds: type?.beds ?? "",
        maxAdults: String(type?.maxAdults ?? 2),
        maxGuests: String(type?.maxGuests ?? 2),
        attributes: (type?.attributes ?? []).map(attributeWords).join(", "),
      }}
      submitLabel={type ? "Save room type" : "Add room type"}
      onSubmit={async (fields) => {
        if (type)
          await updateType
            .mutateAsync({ roomTypeId: type.id, fields })
            .catch((error) => refuse(error, "fields."));
        else await createType.mutateAsync(fields).catch(refuse);
        toast.done(`${fields.name} saved`);
      }}
    >
      {() => (
        <>
          <Text name="code" label="Code" help="1 to 8 capital letters or digits, for example CD." required />
          <Text name="name" label="Name" help="In lists and on paper: Courtyard Double." required />
          <Text
            name="spokenName"
            label="Spoken name"
            help="As said in a sentence: the courtyard double."
            required
          />
          <Text name="beds" label="Beds" help="For example: one double bed." required />
          <TypeSaid />
          <div className="grid grid-cols-2 gap-4">
            <Text name="maxAdults" label="Adults at most" numeric />
            <Text name="maxGuests" label="Guests at most" numeric />
          </div>
          <Text
            name="attributes"
            label="Every room of it has"
            help="With commas: balcony, sea view."
            optional
          />
          <FormField<TypeForm, "description"> name="description" label="Description" optional>
            {(field) => <Textarea {...field} rows={4} dir="auto" />}
          </FormField>
        </>
      )}
    </FormSheet>
  );
}

interface TextProps {
  name: Exclude<keyof TypeForm, "description">;
  label: string;
  help?: string;
  required?: boolean;
  optional?: boolean;
  numeric?: boolean;
}

const Text = ({ numeric, ...field }: TextProps) => (
  <FormField<TypeForm> {...field}>
    {({ value, ...bound }) => (
      <Input {...bound} value={String(value ?? "")} inputMode={numeric ? "numeric" : undefined} dir="auto" />
    )}
  </FormField>
);

/** How a sentence about the room sounds with what is typed now. */
function TypeSaid() {
  const [spokenName, beds] = useWatch<TypeForm, ["spokenName", "beds"]>({ name: ["spokenName", "beds"] });
  const name = spokenName?.trim();
  return (
    <SaidByTheLine>
      {name ? `We have ${name}${beds?.trim() ? `, with ${beds.trim()}` : ""}.` : null}
    </SaidByTheLine>
  );
}
