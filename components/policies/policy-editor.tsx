"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { useWatch } from "react-hook-form";
import type { z } from "zod";
import { useHotel } from "@/components/hotel/hotel-context";
import { SaidByTheLine } from "@/components/hotel/said-by-the-line";
import { refuse } from "@/components/hotel/save-errors";
import { FormField } from "@/components/patterns/form";
import { SettingRow, SettingsForm } from "@/components/patterns/settings-form";
import { useTRPC } from "@/components/trpc/client";
import { toast } from "@/components/ui/toast";
import { type PolicyArea, policyAreas } from "@/server/features/policies/schema";
import { areaWords, type FieldWords } from "./catalogue";
import { fieldKind, fieldsOf } from "./field-kind";
import { PolicyControl, type PolicyControlProps } from "./policy-control";
import { type RecordChoices, RecordsEditor } from "./records-editor";
import { sayings } from "./sayings";
import type { PolicyForm } from "./types";

interface Props {
  area: PolicyArea;
  values: PolicyForm;
  /** What a list's field may be chosen from, by the list's name. */
  choices?: Readonly<Record<string, RecordChoices>>;
  /** Stands above the fields and may read the form. */
  above?: ReactNode;
}

/** An area's fields, each with what the line will say of it; saving puts a new version in force today. */
export function PolicyEditor({ area, values, choices = {}, above }: Props) {
  const { can } = useHotel();
  const trpc = useTRPC();
  const client = useQueryClient();
  const save = useMutation(trpc.policies.set.mutationOptions());
  const words = areaWords(area);
  const fields = fieldsOf(area);
  // Keys that are not set are there too, so that emptying a field again is no change.
  const complete = useMemo(
    () => Object.fromEntries(fieldsOf(area).map(([name]) => [name, values[name]])),
    [area, values],
  );
  return (
    <SettingsForm<PolicyForm, PolicyForm>
      className="max-w-none"
      schema={policyAreas[area] as unknown as z.ZodType<PolicyForm, PolicyForm>}
      values={complete}
      submitLabel="Save policies"
      readOnly={can("policies:write") ? undefined : "You can read the policies. Managers change them."}
      onSubmit={async (parsed) => {
        const set = Object.fromEntries(
          Object.entries(parsed).flatMap(([name, value]) =>
            value === undefined ? [] : [[name, withoutBlanks(value)]],
          ),
        );
        await save.mutateAsync({ area, values: set }).catch(refuse);
        await client.invalidateQueries(trpc.policies.pathFilter());
        toast.done(`${words.label} saved`, "The line says it from the next call on.");
      }}
    >
      {() => (
        <>
          {above}
          <section className="flex flex-col rounded-lg border border-border bg-surface">
            {fields.map(([name, schema]) => {
              const field = words.fields[name] ?? { label: name };
              const kind = fieldKind(schema);
              return (
                <div key={name} className="border-border border-b p-4 last:border-b-0">
                  {kind.kind === "records" ? (
                    <RecordsEditor name={name} words={field} shape={kind.shape} choices={choices[name]} />
                  ) : (
                    <SettingRow aside={<Said area={area} name={name} />}>
                      <Control name={name} words={field} kind={kind} />
                    </SettingRow>
                  )}
                </div>
              );
            })}
          </section>
        </>
      )}
    </SettingsForm>
  );
}

/** Lines left empty in a list of lines are no entries. */
const withoutBlanks = (value: unknown): unknown =>
  Array.isArray(value) ? value.filter((each) => typeof each !== "string" || each.trim() !== "") : value;

interface ControlProps {
  name: string;
  words: FieldWords;
  kind: PolicyControlProps["kind"];
}

const Control = ({ name, words, kind }: ControlProps) => (
  <FormField<PolicyForm, string>
    name={name}
    label={words.label}
    help={words.help}
    group={kind.kind === "flag" || kind.kind === "choices"}
  >
    {({ value, onChange, onBlur, ref }) => (
      <PolicyControl
        kind={kind}
        words={words}
        value={value}
        onChange={onChange}
        onBlur={onBlur}
        focusRef={ref}
      />
    )}
  </FormField>
);

/** What the line says of one field, as it is typed. */
function Said({ area, name }: { area: PolicyArea; name: string }) {
  const { currency } = useHotel();
  const value: unknown = useWatch<PolicyForm>({ name });
  const { say, quoted } = sayings(area, name, value, currency);
  const unset = value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
  if (!quoted && !say)
    return (
      <p className="p-3 text-muted text-sm">
        {unset ? "Not set: the line does as usual." : "Not said: the line acts by it."}
      </p>
    );
  const silent = unset ? "Not known: the line says so and offers to find out." : "This cannot be read yet.";
  return <SaidByTheLine silent={silent}>{say}</SaidByTheLine>;
}
