"use client";
import { type FormEvent, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PasswordInput } from "./password-input";
import { safePath, signIn } from "./sign-in";

interface SignInFormProps {
  /** The page that asked for it; where to go afterwards. */
  from?: string;
  /** E-mail already known, after an invitation or a reset. */
  email?: string;
  /** Only where the demo hotel was seeded. */
  demo?: { email: string; password: string };
}

/** E-mail and password. What was typed stays after a refusal; the password box gets the focus. */
export function SignInForm({ from, email: known = "", demo }: SignInFormProps) {
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState("");
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const form = event.currentTarget;
    setPending(true);
    const refused = await signIn(email.trim(), password);
    // A full load: nothing of a former person's page may stay in memory.
    if (!refused) return window.location.assign(safePath(from) ?? "/sign-in");
    setProblem(refused);
    setPending(false);
    form.querySelector<HTMLInputElement>("[name=password]")?.select();
  }

  return (
    <form method="post" onSubmit={submit} className="grid gap-4" aria-label="Sign in">
      {problem ? (
        <Banner tone="danger" urgent>
          {problem}
        </Banner>
      ) : null}
      <Field label="E-mail" required>
        <Input
          name="email"
          type="email"
          autoComplete="username"
          inputMode="email"
          autoCapitalize="none"
          required
          className="h-11"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </Field>
      <Field label="Password" required>
        <PasswordInput
          name="password"
          autoComplete="current-password"
          className="h-11"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      <Button type="submit" variant="primary" size="touch" pending={pending} className="mt-1">
        Sign in
      </Button>
      {demo ? (
        <div className="flex items-center justify-between gap-3 rounded-md border border-border bg-surface p-3 text-sm">
          <p className="min-w-0 text-muted">
            Demo hotel: <span className="break-all text-text">{demo.email}</span>, password{" "}
            <code className="select-all break-all font-mono text-text text-xs">{demo.password}</code>
          </p>
          <Button
            size="small"
            onClick={() => {
              setEmail(demo.email);
              setPassword(demo.password);
            }}
          >
            Fill in
          </Button>
        </div>
      ) : null}
      <p className="text-muted text-sm">
        Password forgotten? An owner or admin of your hotel makes you a reset link on the team page.
      </p>
    </form>
  );
}
