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

interface AcceptFormProps {
  token: string;
  email: string;
  organisation: string;
  hasAccount: boolean;
  signedIn: boolean;
}

/** Joins the team: by one press, by the account's password, or by choosing a name and a password. */
export function AcceptForm({ token, email, organisation, hasAccount, signedIn }: AcceptFormProps) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [leaving, setLeaving] = useState(false);
  const accept = useMutation(
    useTRPC().team.acceptInvitation.mutationOptions({
      async onSuccess() {
        setLeaving(true);
        const refused = signedIn ? null : await signIn(email, password);
        window.location.assign(refused ? `/sign-in?email=${encodeURIComponent(email)}` : "/sign-in");
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (accept.isPending || leaving) return;
    accept.mutate(signedIn ? { token } : hasAccount ? { token, password } : { token, name, password });
  };
  return (
    <form method="post" onSubmit={submit} className="grid gap-4">
      {accept.error ? (
        <Banner tone="danger" urgent>
          {accept.error.message}
        </Banner>
      ) : null}
      <Field label="E-mail">
        <Input value={email} readOnly autoComplete="username" type="email" className="h-11 bg-sunken" />
      </Field>
      {signedIn || hasAccount ? null : (
        <Field label="Your name" help="As the team and the audit log show it." required>
          <Input
            name="name"
            autoComplete="name"
            required
            maxLength={120}
            className="h-11"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
      )}
      {signedIn ? null : (
        <Field
          label={hasAccount ? "Password of your account" : "Choose a password"}
          help={hasAccount ? undefined : "At least 10 characters. A short sentence works well."}
          required
        >
          <PasswordInput
            name="password"
            autoComplete={hasAccount ? "current-password" : "new-password"}
            required
            className="h-11"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
      )}
      <Button
        type="submit"
        variant="primary"
        size="touch"
        pending={accept.isPending || leaving}
        className="mt-1"
      >
        Join {organisation}
      </Button>
    </form>
  );
}
