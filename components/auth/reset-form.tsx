"use client";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PasswordInput } from "./password-input";
import { signIn } from "./sign-in";

/** A new password by link; every browser is signed out, this one signs in again with it. */
export function ResetForm({ token, email }: { token: string; email: string }) {
  const [password, setPassword] = useState("");
  const [leaving, setLeaving] = useState(false);
  const reset = useMutation(
    useTRPC().account.resetPassword.mutationOptions({
      async onSuccess() {
        setLeaving(true);
        const refused = await signIn(email, password);
        window.location.assign(refused ? `/sign-in?email=${encodeURIComponent(email)}` : "/sign-in");
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!reset.isPending && !leaving) reset.mutate({ token, password });
  };
  return (
    <form method="post" onSubmit={submit} className="grid gap-4">
      {reset.error ? (
        <Banner tone="danger" urgent>
          {reset.error.message}
        </Banner>
      ) : null}
      <Field label="E-mail">
        <Input value={email} readOnly autoComplete="username" type="email" className="h-11 bg-sunken" />
      </Field>
      <Field label="New password" help="At least 10 characters. A short sentence works well." required>
        <PasswordInput
          name="password"
          autoComplete="new-password"
          required
          className="h-11"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      <Button
        type="submit"
        variant="primary"
        size="touch"
        pending={reset.isPending || leaving}
        className="mt-1"
      >
        Save new password
      </Button>
    </form>
  );
}
