"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import { z } from "zod";
import { refuse } from "@/components/hotel/save-errors";
import { FormField } from "@/components/patterns/form";
import { SettingSection, SettingsForm } from "@/components/patterns/settings-form";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { Pronunciations } from "@/server/features/vendors/schema";

type Entry = z.infer<typeof Pronunciations>[number];
const Values = z.object({ entries: Pronunciations });

/** Words that voices would say wrong, and how they are said here. */
export function PronunciationsForm({
  entries,
  readOnly,
}: {
  entries: Entry[];
  readOnly: string | undefined;
}) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const save = useMutation(
    trpc.vendors.setPronunciations.mutationOptions({
      onSettled: () => client.invalidateQueries(trpc.vendors.pathFilter()),
    }),
  );
  return (
    <SettingsForm
      schema={Values}
      values={{ entries }}
      readOnly={readOnly}
      submitLabel="Save words"
      className="max-w-none"
      onSubmit={async (values) => {
        await save.mutateAsync(values).catch(refuse);
        toast.done("Pronunciations saved");
      }}
    >
      {() => (
        <SettingSection
          title="Pronunciation"
          text="For this hotel: names that a voice would say wrong. Heard from the next call on."
        >
          <FormField name="entries" label="Words" hideLabel group>
            {({ value, onChange }) => <Words entries={value ?? []} onChange={onChange} />}
          </FormField>
        </SettingSection>
      )}
    </SettingsForm>
  );
}

function Words({ entries, onChange }: { entries: readonly Entry[]; onChange: (entries: Entry[]) => void }) {
  const put = (at: number, change: Partial<Entry>) =>
    onChange(entries.map((entry, place) => (place === at ? { ...entry, ...change } : entry)));
  return (
    <div className="flex flex-col gap-2">
      {entries.length === 0 ? <p className="text-muted text-sm">No words yet.</p> : null}
      <ul className="flex flex-col gap-2">
        {entries.map((entry, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries have no identity of their own
          <li key={at} className="grid grid-cols-[1fr_1fr_auto] items-center gap-2">
            <Input
              aria-label={`Word ${at + 1}`}
              placeholder="Ålesund"
              maxLength={80}
              dir="auto"
              value={entry.word}
              onChange={(event) => put(at, { word: event.target.value })}
            />
            <Input
              aria-label={`How word ${at + 1} is said`}
              placeholder="oh-leh-sun"
              maxLength={120}
              dir="auto"
              value={entry.say}
              onChange={(event) => put(at, { say: event.target.value })}
            />
            <IconButton
              label={`Remove word ${at + 1}`}
              icon={<Trash2 aria-hidden="true" />}
              onClick={() => onChange(entries.filter((_, place) => place !== at))}
            />
          </li>
        ))}
      </ul>
      <Button
        className="self-start"
        disabled={entries.length >= 300}
        onClick={() => onChange([...entries, { word: "", say: "" }])}
      >
        <Plus aria-hidden="true" />
        Add word
      </Button>
    </div>
  );
}
