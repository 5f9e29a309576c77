"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useWatch } from "react-hook-form";
import type { z } from "zod";
import { useHotel } from "@/components/hotel/hotel-context";
import { Panel } from "@/components/hotel/panel";
import { refuse } from "@/components/hotel/save-errors";
import { FormField } from "@/components/patterns/form";
import { SettingsForm } from "@/components/patterns/settings-form";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { Input, Textarea } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { toast } from "@/components/ui/toast";
import { ArticleFields } from "@/server/features/knowledge/schema";
import { Contradictions } from "./contradictions";

type Fields = z.output<typeof ArticleFields>;
type Form = { [K in keyof Fields]: Fields[K] };

export const emptyArticle: Fields = {
  ...{ title: "", indexLine: "", body: "", topic: "general", audience: "guest", owner: "" },
  ...{ validFrom: null, validTo: null, reviewedOn: null },
};

interface Props {
  articleId?: string;
  fields: Fields;
  /** Archived: read only until it is restored. */
  locked: boolean;
  onCreated?: (id: string) => void;
}

/** The article's text, with what contradicts a policy beside it, and who keeps it true. */
export function ArticleEditor({ articleId, fields, locked, onCreated }: Props) {
  const { can, today } = useHotel();
  const trpc = useTRPC();
  const client = useQueryClient();
  const save = useMutation(trpc.knowledge.save.mutationOptions());
  const readOnly = locked
    ? "An archived article cannot be changed."
    : can("knowledge:write")
      ? undefined
      : "You can read the articles. Managers and support write them.";
  return (
    <SettingsForm<Form, Fields>
      className="max-w-none"
      schema={ArticleFields as unknown as z.ZodType<Fields, Form>}
      values={fields}
      submitLabel="Save article"
      readOnly={readOnly}
      onSubmit={async (parsed) => {
        const { id } = await save
          .mutateAsync({ ...(articleId ? { articleId } : {}), fields: parsed })
          .catch((error) => refuse(error, "fields."));
        await client.invalidateQueries(trpc.knowledge.pathFilter());
        toast.done(`${parsed.title} saved`, "The line knows it from the next question on.");
        onCreated?.(id);
      }}
    >
      {(form) => (
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_340px]">
          <div className="flex min-w-0 flex-col gap-4">
            <Panel title="Text">
              <div className="flex flex-col gap-4">
                <FormField<Form, "title"> name="title" label="Title" required>
                  {(field) => <Input {...field} dir="auto" />}
                </FormField>
                <FormField<Form, "indexLine">
                  name="indexLine"
                  label="In one line"
                  help="When does this article answer? For example: how to get here from the airport."
                  optional
                >
                  {(field) => <Input {...field} dir="auto" />}
                </FormField>
                <FormField<Form, "body"> name="body" label="What the line should know" required>
                  {(field) => <Textarea {...field} rows={14} dir="auto" className="min-h-72" />}
                </FormField>
              </div>
            </Panel>
          </div>
          <div className="flex min-w-0 flex-col gap-4">
            <Checked onShow={(from, to) => select(from, to)} />
            <Panel title="Keeping it true">
              <div className="flex flex-col gap-4">
                <FormField<Form, "audience"> name="audience" label="For" group>
                  {({ value, onChange }) => (
                    <Segmented
                      aria-label="For"
                      value={value}
                      onValueChange={onChange}
                      options={[
                        { value: "guest", label: "Guests" },
                        { value: "staff", label: "Staff only" },
                      ]}
                    />
                  )}
                </FormField>
                <FormField<Form, "topic"> name="topic" label="Topic">
                  {(field) => <Input {...field} />}
                </FormField>
                <DayField name="validFrom" label="Valid from" />
                <DayField name="validTo" label="Valid until" />
                <FormField<Form, "owner">
                  name="owner"
                  label="Owner"
                  help="Who knows when it changes."
                  optional
                >
                  {(field) => <Input {...field} dir="auto" />}
                </FormField>
                <DayField name="reviewedOn" label="Reviewed on" />
                {readOnly ? null : (
                  <Button
                    className="self-start"
                    onClick={() =>
                      form.setValue("reviewedOn", today, { shouldDirty: true, shouldTouch: true })
                    }
                  >
                    Reviewed today
                  </Button>
                )}
              </div>
            </Panel>
          </div>
        </div>
      )}
    </SettingsForm>
  );
}

const DayField = ({ name, label }: { name: "validFrom" | "validTo" | "reviewedOn"; label: string }) => (
  <FormField<Form, typeof name> name={name} label={label} optional>
    {({ value, onChange, ...field }) => (
      <Input
        {...field}
        type="date"
        className="max-w-44"
        value={value ?? ""}
        onChange={(event) => onChange(event.target.value || null)}
      />
    )}
  </FormField>
);

function Checked({ onShow }: { onShow: (from: number, to: number) => void }) {
  const body = useWatch<Form, "body">({ name: "body" });
  return <Contradictions text={body} onShow={onShow} />;
}

/** Puts the cursor on the words in question. */
function select(from: number, to: number): void {
  const box = document.querySelector<HTMLTextAreaElement>('textarea[name="body"]');
  box?.focus();
  box?.setSelectionRange(from, to);
}
