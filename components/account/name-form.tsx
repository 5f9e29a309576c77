"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { SettingSection } from "@/components/patterns/settings-form";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";

/** The name the team and the audit log show. */
export function NameForm({ name: saved }: { name: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [name, setName] = useState(saved);
  const change = useMutation(
    trpc.account.changeName.mutationOptions({
      onSuccess() {
        toast.done("Name saved");
        return queries.invalidateQueries(trpc.account.me.queryFilter());
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!change.isPending) change.mutate({ name });
  };
  return (
    <SettingSection title="Name" text="As the team and the audit log show it.">
      <form method="post" onSubmit={submit} className="grid gap-3">
        <Field label="Your name" error={change.error?.message} required>
          <Input
            autoComplete="name"
            required
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Button
          type="submit"
          className="justify-self-start"
          pending={change.isPending}
          disabled={name === saved}
        >
          Save name
        </Button>
      </form>
    </SettingSection>
  );
}
