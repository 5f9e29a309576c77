"use client";
import type { z } from "zod";
import { FormField } from "@/components/patterns/form";
import { FormSheet } from "@/components/patterns/form-sheet";
import { Combobox } from "@/components/ui/combobox";
import { Input, Textarea } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { toast } from "@/components/ui/toast";
import { CreateRequestInput } from "@/server/features/requests/schema";
import { useRequestVerbs } from "./use-request-verbs";
import { kindOptions } from "./words";

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title?: string;
  description?: string;
  /** What is known already, for example of the call it was promised in. */
  known?: Partial<z.input<typeof CreateRequestInput>>;
}

const urgencies = [
  { value: "normal", label: "Normal" },
  { value: "soon", label: "Soon" },
  { value: "urgent", label: "Urgent" },
] as const;

/** Writes a request down; department and deadline come from the hotel's own promises. */
export function RequestForm({ open, onOpenChange, title = "New request", description, known }: Props) {
  const { create } = useRequestVerbs();
  return (
    <FormSheet
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      description={description ?? "It goes to the department your service promises name."}
      schema={CreateRequestInput}
      defaultValues={{
        ...{ kind: "other", summary: "", room: "", guestName: "", contact: "", urgency: "normal" },
        ...known,
      }}
      submitLabel="Add request"
      onSubmit={async (values) => {
        const { ref } = await create.mutateAsync(values);
        toast.done(`Request ${ref} added`);
      }}
    >
      {() => (
        <>
          <FormField name="summary" label="What is to be done" required>
            {(field) => <Textarea {...field} rows={3} maxLength={500} dir="auto" />}
          </FormField>
          <FormField name="kind" label="Kind" required>
            {({ value, onChange }) => (
              <Combobox options={kindOptions} value={value} onValueChange={onChange} />
            )}
          </FormField>
          <FormField name="urgency" label="Urgency">
            {({ value, onChange }) => (
              <Segmented
                aria-label="Urgency"
                options={urgencies}
                value={value ?? "normal"}
                onValueChange={onChange}
              />
            )}
          </FormField>
          <div className="grid gap-4 sm:grid-cols-2">
            <FormField name="room" label="Room">
              {(field) => <Input {...field} value={field.value ?? ""} maxLength={12} autoComplete="off" />}
            </FormField>
            <FormField name="guestName" label="Guest">
              {(field) => (
                <Input {...field} value={field.value ?? ""} maxLength={120} autoComplete="off" dir="auto" />
              )}
            </FormField>
          </div>
          <FormField name="contact" label="Phone or other contact">
            {(field) => <Input {...field} value={field.value ?? ""} maxLength={60} autoComplete="off" />}
          </FormField>
        </>
      )}
    </FormSheet>
  );
}
