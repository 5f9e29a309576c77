"use client";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";

export interface HotelName {
  id: string;
  name: string;
}

/** Which hotels a person may enter; nothing ticked means all of them, also later ones. */
export function HotelChoice(props: {
  hotels: readonly HotelName[];
  value: string[];
  onChange: (ids: string[]) => void;
}) {
  const { hotels, value, onChange } = props;
  if (hotels.length < 2) return null;
  return (
    <Field label="Hotels" help="Tick none for every hotel, also those added later." group>
      <div className="grid gap-2">
        {hotels.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={name}
            checked={value.includes(id)}
            onCheckedChange={(on) => onChange(on ? [...value, id] : value.filter((other) => other !== id))}
          />
        ))}
      </div>
    </Field>
  );
}

/** "All hotels" or their names. */
export const hotelsInWords = (ids: readonly string[], hotels: readonly HotelName[]): string =>
  ids.length === 0
    ? "All hotels"
    : ids.map((id) => hotels.find((hotel) => hotel.id === id)?.name ?? "Another hotel").join(", ");
