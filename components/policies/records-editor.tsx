"use client";
import { ChevronRight, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { FormField } from "@/components/patterns/form";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import type { FieldWords } from "./catalogue-types";
import { fieldKind, mayBeEmpty } from "./field-kind";
import { PolicyControl } from "./policy-control";
import { type RecordShape, type RecordWords, recordWords } from "./record-words";
import type { PolicyForm } from "./types";

type Entry = Readonly<Record<string, unknown>>;

/** What a field may be chosen from, by its name, where another area has the list: value → label. */
export type RecordChoices = Readonly<Record<string, Readonly<Record<string, string>>>>;

interface Props {
  name: string;
  words: FieldWords;
  shape: RecordShape;
  choices?: RecordChoices | undefined;
}

/** A list of entries, each opened to edit it: destinations, promises. */
export function RecordsEditor({ name, words, shape, choices = {} }: Props) {
  const list = recordWords[name];
  if (!list) return null;
  return (
    <FormField<PolicyForm, string> name={name} label={words.label} help={words.help} group>
      {({ value, onChange }) => (
        <Entries list={list} shape={shape} choices={choices} entries={entriesOf(value)} onChange={onChange} />
      )}
    </FormField>
  );
}

const entriesOf = (value: unknown): Entry[] => (Array.isArray(value) ? (value as Entry[]) : []);

interface EntriesProps {
  list: RecordWords;
  shape: RecordShape;
  choices: RecordChoices;
  entries: readonly Entry[];
  onChange: (entries: Entry[] | undefined) => void;
}

function Entries({ list, shape, choices, entries, onChange }: EntriesProps) {
  const [open, setOpen] = useState<number | null>(null);
  const put = (at: number, entry: Entry) =>
    onChange(entries.map((each, place) => (place === at ? entry : each)));
  const remove = (at: number) => {
    const rest = entries.filter((_, place) => place !== at);
    onChange(rest.length > 0 ? rest : undefined);
    setOpen(null);
  };
  return (
    <div className="flex flex-col gap-2">
      <ul className="flex flex-col rounded-md border border-border empty:hidden">
        {entries.map((entry, at) => {
          const title = list.title(entry);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: entries have no identity of their own
            <li key={at} className="border-border border-b last:border-b-0">
              <div className="flex items-center gap-1 pe-1">
                <button
                  type="button"
                  aria-expanded={open === at}
                  onClick={() => setOpen(open === at ? null : at)}
                  className="flex min-h-10 min-w-0 flex-1 items-center gap-2 px-2 text-start text-sm hover:bg-hover pointer-coarse:min-h-11"
                >
                  <ChevronRight className={open === at ? "size-4 rotate-90" : "size-4"} aria-hidden="true" />
                  <span className="truncate" dir="auto">
                    {title}
                  </span>
                </button>
                <IconButton
                  size="small"
                  label={`Remove ${title}`}
                  icon={<Trash2 aria-hidden="true" />}
                  onClick={() => remove(at)}
                />
              </div>
              {open === at ? (
                <div className="grid gap-4 border-border border-t bg-sunken p-3 sm:grid-cols-2">
                  {Object.entries(shape).map(([field, schema]) => (
                    <EntryField
                      key={field}
                      schema={schema}
                      words={list.fields[field] ?? { label: field }}
                      choices={choices[field]}
                      value={entry[field]}
                      onChange={(next) => put(at, { ...entry, [field]: next })}
                    />
                  ))}
                </div>
              ) : null}
            </li>
          );
        })}
      </ul>
      <Button
        className="self-start"
        onClick={() => {
          onChange([...entries, { ...list.blank }]);
          setOpen(entries.length);
        }}
      >
        <Plus aria-hidden="true" />
        {list.add}
      </Button>
    </div>
  );
}

interface EntryFieldProps {
  schema: RecordShape[string];
  words: FieldWords;
  choices: RecordChoices[string] | undefined;
  value: unknown;
  onChange: (value: unknown) => void;
}

function EntryField({ schema, words, choices, value, onChange }: EntryFieldProps) {
  const kind = choices ? { kind: "choice" as const, values: Object.keys(choices) } : fieldKind(schema);
  if (kind.kind === "records") return null;
  const parsed = schema.safeParse(value);
  const blank = value === undefined || value === "";
  const error = parsed.success || blank ? undefined : parsed.error.issues[0]?.message;
  const optional = mayBeEmpty(schema);
  return (
    <Field label={words.label} help={words.help} error={error} optional={optional} required={!optional}>
      <PolicyControl
        kind={kind}
        words={choices ? { ...words, options: choices } : words}
        value={value}
        onChange={onChange}
      />
    </Field>
  );
}
