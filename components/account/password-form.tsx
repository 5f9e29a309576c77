"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { PasswordInput } from "@/components/auth/password-input";
import { renewSession } from "@/components/auth/sign-in";
import { plural } from "@/components/lib/format";
import { SettingSection } from "@/components/patterns/settings-form";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { toast } from "@/components/ui/toast";

/** A new password, proving the present one. Every other browser is signed out. */
export function PasswordForm({ email }: { email: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const change = useMutation(
    trpc.account.changePassword.mutationOptions({
      async onSuccess({ endedSessions }) {
        await renewSession();
        setCurrent("");
        setNext("");
        toast.done(
          "Password saved",
          endedSessions > 0 ? `${plural(endedSessions, "other session")} ended.` : undefined,
        );
        await queries.invalidateQueries(trpc.account.listSessions.queryFilter());
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!change.isPending) change.mutate({ current, next });
  };
  return (
    <SettingSection title="Password" text="Other browsers are signed out when you change it.">
      <form method="post" onSubmit={submit} className="grid gap-3">
        <input type="email" name="email" value={email} readOnly hidden autoComplete="username" />
        <Field label="Present password" error={change.error?.message} required>
          <PasswordInput
            autoComplete="current-password"
            required
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
          />
        </Field>
        <Field label="New password" help="At least 10 characters. A short sentence works well." required>
          <PasswordInput
            autoComplete="new-password"
            required
            minLength={10}
            value={next}
            onChange={(event) => setNext(event.target.value)}
          />
        </Field>
        <Button
          type="submit"
          className="justify-self-start"
          pending={change.isPending}
          disabled={!current || !next}
        >
          Change password
        </Button>
      </form>
    </SettingSection>
  );
}
