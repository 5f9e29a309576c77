"use client";
import { useMutation } from "@tanstack/react-query";
import { FieldErrors, FormField } from "@/components/patterns/form";
import { FormSheet } from "@/components/patterns/form-sheet";
import { useTRPC } from "@/components/trpc/client";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast";
import type { Connection } from "@/server/features/vendors/schema";
import { type FieldName, type PortWords, vendorLabel } from "./catalogue";
import { ConnectionValues, fieldOf, inputOf, valuesOf } from "./connection-values";

interface Props {
  words: PortWords;
  /** The one to change; null adds one. */
  connection: Connection | null;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

type TextField = Exclude<FieldName, "tls" | "secret">;
const texts: Record<TextField, { label: string; help?: string }> = {
  model: { label: "Model" },
  voice: { label: "Voice", help: "The vendor's id or name of the voice." },
  style: { label: "Style", help: "One word the voice knows, for example cheerful." },
  region: { label: "Region", help: "For example westeurope." },
  baseUrl: { label: "Own address", help: "Only for a region, a proxy or a private deployment: https://…" },
  url: { label: "Server", help: "Host and port. Empty uses the one beside the worker." },
};

/** Connects a vendor, or changes what is stored of it. A key goes in and never comes out. */
export function ConnectionForm({ words, connection, open, onOpenChange }: Props) {
  const save = useMutation(useTRPC().vendors.save.mutationOptions());
  const first = words.vendors[0];
  if (!first) return null;
  return (
    <FormSheet
      key={connection?.id ?? "new"}
      open={open}
      onOpenChange={onOpenChange}
      title={connection ? vendorLabel(connection.vendor) : `Connect ${words.title.toLowerCase()}`}
      description="It holds calls from the next one on."
      schema={ConnectionValues}
      defaultValues={valuesOf(connection, first.value)}
      submitLabel={connection ? "Save connection" : "Connect vendor"}
      onSubmit={async (values) => {
        const vendor = words.vendors.find(({ value }) => value === values.vendor);
        const input = inputOf(values, { port: words.port, connection, fields: vendor?.fields ?? [] });
        await save.mutateAsync(input).catch(refused);
        toast.done(`${vendorLabel(values.vendor)} ${connection ? "saved" : "connected"}`);
      }}
    >
      {(form) => {
        const chosen = words.vendors.find(({ value }) => value === form.watch("vendor")) ?? first;
        return (
          <>
            {connection ? null : (
              <FormField name="vendor" label="Vendor" required>
                {({ value, onChange }) => (
                  <Select value={value} onValueChange={onChange} options={words.vendors} />
                )}
              </FormField>
            )}
            {chosen.fields.map((name) => (
              <VendorField
                key={name}
                name={name}
                required={chosen.required.includes(name)}
                {...(chosen.model ? { model: chosen.model } : {})}
                {...(name === "model" && chosen.modelHelp ? { help: chosen.modelHelp } : {})}
                hint={connection?.secretHint ?? ""}
              />
            ))}
            {words.port === "llm" ? (
              <FormField
                name="hedge"
                label="Only asked as well when the first is slow"
                help="A cheaper model that saves the wait; it holds a call by itself only while no other can be asked."
              >
                {({ value, onChange }) => <Switch checked={value} onCheckedChange={onChange} />}
              </FormField>
            ) : null}
          </>
        );
      }}
    </FormSheet>
  );
}

interface FieldProps {
  name: FieldName;
  required: boolean;
  model?: string;
  /** Instead of the field's own. */
  help?: string;
  /** Last four characters of the stored key. */
  hint: string;
}

function VendorField({ name, required, model, help, hint }: FieldProps) {
  if (name === "tls")
    return (
      <FormField name="tls" label="Encrypted (TLS)">
        {({ value, onChange }) => <Switch checked={value} onCheckedChange={onChange} />}
      </FormField>
    );
  if (name === "secret")
    return (
      <FormField
        name="secret"
        label="Key"
        required={required && !hint}
        optional={!required || Boolean(hint)}
        help={
          hint
            ? `One that ends in ${hint} is stored. Leave this empty to keep it.`
            : "Kept sealed; never shown again."
        }
      >
        {(field) => (
          <Input {...field} type="password" autoComplete="off" spellCheck={false} className="font-mono" />
        )}
      </FormField>
    );
  const text = texts[name];
  return (
    <FormField
      name={name}
      label={text.label}
      help={help ?? text.help}
      required={required}
      optional={!required}
    >
      {(field) => (
        <Input
          {...field}
          autoComplete="off"
          spellCheck={false}
          placeholder={name === "model" ? (model ?? "") : ""}
        />
      )}
    </FormField>
  );
}

interface Refusal {
  message?: string;
  data?: { domain?: { issues?: readonly { path: string; message: string }[] } } | null;
}

/** The server's refusal at the form's own fields. */
function refused(error: unknown): never {
  const issues = (error as Refusal | null)?.data?.domain?.issues ?? [];
  if (issues.length === 0) throw error;
  throw new FieldErrors(Object.fromEntries(issues.map(({ path, message }) => [fieldOf(path), message])));
}
