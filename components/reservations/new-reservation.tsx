"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { FormProvider, useForm } from "react-hook-form";
import { z } from "zod";
import { useHotel } from "@/components/hotel/hotel-context";
import { Panel } from "@/components/hotel/panel";
import { refuse } from "@/components/hotel/save-errors";
import { addDays } from "@/components/lib/format";
import { ErrorSummary, FormField, runSubmit } from "@/components/patterns/form";
import { PageHeader } from "@/components/patterns/page-header";
import { RecordCrumb } from "@/components/shell/crumbs";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { DateRange } from "@/components/ui/date-range";
import { Input, Textarea } from "@/components/ui/input";
import { PhoneInput } from "@/components/ui/phone-input";
import { toast } from "@/components/ui/toast";
import { ChildAges } from "./child-ages";
import { OfferChoice } from "./offer-choice";

const NewStay = z.object({
  stay: z
    .object({ arrival: z.string(), departure: z.string() })
    .nullable()
    .refine((stay) => stay !== null, "Choose arrival and departure."),
  adults: z.coerce.number<string>().int("Use a whole number.").min(1, "At least one adult.").max(40),
  childAges: ChildAges,
  /** `{type id}/{plan id}` of the offer taken. */
  offer: z.string().min(1, "Choose a room and rate."),
  last: z.string().trim().min(1, "A surname is needed.").max(80),
  first: z.string().trim().max(80),
  phone: z.string({ error: "Check the number, or leave it empty." }).nullable(),
  email: z.union([z.literal(""), z.email("Check the e-mail address, or leave it empty.")]),
  arrivalTime: z.union([
    z.literal(""),
    z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Write the time as 15:00."),
  ]),
  note: z.string().trim().max(500, "At most 500 characters."),
});
export type NewStayForm = z.input<typeof NewStay>;
type NewStay = z.output<typeof NewStay>;

/** A booking at the desk: nights and people, a priced room, the guest. Priced by the server as on the phone. */
export function NewReservation() {
  const { today, href, country } = useHotel();
  const router = useRouter();
  const trpc = useTRPC();
  const client = useQueryClient();
  const create = useMutation(trpc.reservations.create.mutationOptions());
  const form = useForm<NewStayForm, unknown, NewStay>({
    resolver: zodResolver(NewStay),
    mode: "onTouched",
    defaultValues: {
      stay: { arrival: today, departure: addDays(today, 1) },
      ...{ adults: "2", childAges: "", offer: "" },
      ...{ last: "", first: "", phone: null, email: "", arrivalTime: "", note: "" },
    },
  });
  const book = form.handleSubmit(async ({ stay, offer, adults, childAges, ...guest }) => {
    const [roomTypeId = "", ratePlanId = ""] = offer.split("/");
    if (!stay) return;
    await runSubmit(form, async () => {
      const { last, first, phone, email, arrivalTime, note } = guest;
      const booked = await create
        .mutateAsync({
          guest: {
            last,
            ...(first ? { first } : {}),
            ...(phone ? { phone } : {}),
            ...(email ? { email } : {}),
          },
          ...{ roomTypeId, ratePlanId, adults, childAges, ...stay },
          ...(arrivalTime ? { arrivalTime } : {}),
          ...(note ? { note } : {}),
        })
        .catch(refuse);
      void client.invalidateQueries(trpc.reservations.pathFilter());
      void client.invalidateQueries(trpc.inventory.pathFilter());
      toast.done(`Booked ${booked.code}`);
      router.push(href(`/reservations/${booked.id}`));
    });
  });
  return (
    <FormProvider {...form}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => void book(event)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          event.currentTarget.requestSubmit();
        }}
      >
        <RecordCrumb label="New" />
        <PageHeader
          title="New reservation"
          meta="Priced and counted as on the phone. Nothing is kept until it is booked."
        />
        <ErrorSummary form={form} />
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_340px]">
          <div className="flex min-w-0 flex-col gap-4">
            <Panel title="Nights and people">
              <div className="grid gap-4 sm:grid-cols-[1fr_7rem_10rem]">
                <FormField<NewStayForm, "stay"> name="stay" label="Stay" group>
                  {({ value, onChange }) => (
                    <DateRange
                      today={today}
                      min={today}
                      maxNights={90}
                      value={value}
                      onValueChange={onChange}
                    />
                  )}
                </FormField>
                <FormField<NewStayForm> name="adults" label="Adults">
                  {({ value, ...field }) => (
                    <Input {...field} value={String(value ?? "")} inputMode="numeric" />
                  )}
                </FormField>
                <FormField<NewStayForm> name="childAges" label="Ages of children">
                  {({ value, ...field }) => (
                    <Input {...field} value={String(value ?? "")} placeholder="4, 9" />
                  )}
                </FormField>
              </div>
            </Panel>
            <OfferChoice />
          </div>
          <div className="flex flex-col gap-4">
            <Panel title="Guest">
              <div className="flex flex-col gap-4">
                <TextField name="last" label="Surname" required autoComplete="off" />
                <TextField name="first" label="First name" optional autoComplete="off" />
                <FormField<NewStayForm, "phone"> name="phone" label="Phone" optional>
                  {({ value, onChange, onBlur, name, ref }) => (
                    <PhoneInput
                      {...{ name, ref, onBlur, country }}
                      value={value}
                      onValueChange={onChange}
                      autoComplete="off"
                    />
                  )}
                </FormField>
                <TextField name="email" label="E-mail" optional type="email" autoComplete="off" />
                <TextField
                  name="arrivalTime"
                  label="Arrives at"
                  help="Hotel time, for example 17:30."
                  optional
                />
                <FormField<NewStayForm> name="note" label="Note" optional>
                  {({ value, ...field }) => (
                    <Textarea {...field} value={String(value ?? "")} rows={2} dir="auto" />
                  )}
                </FormField>
              </div>
            </Panel>
            <Button type="submit" variant="primary" size="touch" pending={form.formState.isSubmitting}>
              Book reservation
            </Button>
          </div>
        </div>
      </form>
    </FormProvider>
  );
}

interface TextFieldProps {
  name: "last" | "first" | "email" | "arrivalTime";
  label: string;
  help?: string;
  required?: boolean;
  optional?: boolean;
  type?: string;
  autoComplete?: string;
}

const TextField = ({ name, label, help, required, optional, ...input }: TextFieldProps) => (
  <FormField<NewStayForm, typeof name> {...{ name, label, help, required, optional }}>
    {(field) => <Input {...field} {...input} dir="auto" />}
  </FormField>
);
