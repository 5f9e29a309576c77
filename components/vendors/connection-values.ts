import { z } from "zod";
import { FieldErrors } from "@/components/patterns/form";
import { type Connection, SaveConnection, type VendorPort } from "@/server/features/vendors/schema";

/** What the form holds: plain texts. The verb's own schema checks what is made of them. */
export const ConnectionValues = z.object({
  vendor: z.string(),
  secret: z.string(),
  model: z.string(),
  voice: z.string(),
  style: z.string(),
  region: z.string(),
  baseUrl: z.string(),
  url: z.string(),
  tls: z.boolean(),
  hedge: z.boolean(),
});
export type ConnectionValues = z.infer<typeof ConnectionValues>;

export const valuesOf = (connection: Connection | null, vendor: string): ConnectionValues => ({
  vendor: connection?.vendor ?? vendor,
  secret: "",
  model: connection?.model ?? "",
  voice: connection?.config.voice ?? "",
  style: connection?.config.style ?? "",
  region: connection?.config.region ?? "",
  baseUrl: connection?.config.baseUrl ?? "",
  url: connection?.config.url ?? "",
  tls: connection?.config.tls ?? false,
  hedge: connection?.config.hedge ?? false,
});

/** The verb's input. Only what the vendor has is sent, and nothing empty. Throws FieldErrors in the verb's own words. */
export function inputOf(
  values: ConnectionValues,
  of: { port: VendorPort; connection: Connection | null; fields: readonly string[] },
): z.input<typeof SaveConnection> {
  const text = (name: "secret" | "model" | "voice" | "style" | "region" | "baseUrl" | "url") => {
    const value = of.fields.includes(name) ? values[name].trim() : "";
    return value ? { [name]: value } : {};
  };
  const input = {
    ...{ port: of.port, vendor: values.vendor, ...text("secret"), ...text("model") },
    ...(of.connection ? { connectionId: of.connection.id, enabled: of.connection.enabled } : {}),
    config: {
      ...{ ...text("voice"), ...text("style"), ...text("region"), ...text("baseUrl"), ...text("url") },
      ...(of.fields.includes("tls") ? { tls: values.tls } : {}),
      ...(of.port === "llm" ? { hedge: values.hedge } : {}),
    },
  };
  const parsed = SaveConnection.safeParse(input);
  if (parsed.success) return input;
  const issues = parsed.error.issues.map(({ path, message }) => [fieldOf(path.join(".")), message]);
  throw new FieldErrors(Object.fromEntries(issues));
}

/** The form's field for a path of the verb or of the vendor's own schema. */
export const fieldOf = (path: string): string => {
  const name = path.replace(/^config\./, "");
  return name === "apiKey" ? "secret" : name;
};
