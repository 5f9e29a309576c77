"use client";
import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { useHotel } from "@/components/hotel/hotel-context";
import { refuse } from "@/components/hotel/save-errors";
import { FormField } from "@/components/patterns/form";
import { FormSheet } from "@/components/patterns/form-sheet";
import { useTRPC } from "@/components/trpc/client";
import { DateRange } from "@/components/ui/date-range";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { agesText, ChildAges } from "./child-ages";
import type { ReservationDetail } from "./types";
import { useReservationVerbs } from "./use-reservation-verbs";

const Change = z.object({
  stay: z
    .object({ arrival: z.string(), departure: z.string() })
    .nullable()
    .refine((stay) => stay !== null, "Choose arrival and departure."),
  roomTypeId: z.string(),
  adults: z.coerce.number<string>().int("Use a whole number.").min(1, "At least one adult.").max(40),
  childAges: ChildAges,
});
type ChangeForm = z.input<typeof Change>;

interface Props {
  reservation: ReservationDetail;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Other dates, type or people; the server prices it anew and refuses what is not free. */
export function ChangeSheet({ reservation, open, onOpenChange }: Props) {
  const trpc = useTRPC();
  const { today } = useHotel();
  const { change } = useReservationVerbs();
  const types = useQuery({ ...trpc.rooms.listTypes.queryOptions({}), enabled: open });
  const { id: reservationId, version, arrival, departure, roomType, adults, snapshot } = reservation;
  const inHouse = reservation.status === "checked_in";
  return (
    <FormSheet
      open={open}
      onOpenChange={onOpenChange}
      title={`Change ${reservation.code}`}
      description="Nights that stay keep their price; new nights cost today's rate."
      schema={Change}
      defaultValues={{
        stay: { arrival, departure },
        roomTypeId: roomType.id,
        adults: String(adults),
        childAges: agesText(snapshot.childAges),
      }}
      submitLabel="Change stay"
      onSubmit={async ({ stay, ...rest }) => {
        if (!stay) return;
        await change.mutateAsync({ reservationId, version, ...stay, ...rest }).catch(refuse);
        toast.done("Stay changed");
      }}
    >
      {() => (
        <>
          <FormField<ChangeForm, "stay">
            name="stay"
            label="Stay"
            help={inHouse ? "The guest has arrived: only the departure can move." : undefined}
            group
          >
            {({ value, onChange }) => <DateRange today={today} value={value} onValueChange={onChange} />}
          </FormField>
          <FormField<ChangeForm, "roomTypeId"> name="roomTypeId" label="Room type">
            {({ value, onChange }) => (
              <Select
                value={value}
                onValueChange={onChange}
                options={(types.data ?? [roomType]).map(({ id, name }) => ({ value: id, label: name }))}
              />
            )}
          </FormField>
          <FormField<ChangeForm> name="adults" label="Adults">
            {({ value, ...field }) => (
              <Input {...field} value={String(value ?? "")} inputMode="numeric" className="max-w-24" />
            )}
          </FormField>
          <FormField<ChangeForm>
            name="childAges"
            label="Ages of children"
            help="With commas: 4, 9. Empty for none."
            optional
          >
            {({ value, ...field }) => <Input {...field} value={String(value ?? "")} className="max-w-40" />}
          </FormField>
        </>
      )}
    </FormSheet>
  );
}
