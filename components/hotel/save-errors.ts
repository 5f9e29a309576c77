import { FieldErrors } from "@/components/patterns/form";

interface Refusal {
  message?: string;
  data?: { domain?: { issues?: readonly { path: string; message: string }[] } } | null;
}

/** What a refused verb says, put beside the form's fields where it names them. `under` is the form's part of the input. */
export function refuse(error: unknown, under = ""): never {
  const { message, data } = (error ?? {}) as Refusal;
  const issues = data?.domain?.issues ?? [];
  if (issues.length === 0)
    throw error instanceof Error ? error : new Error(message ?? "It was not saved. Try again.");
  const fields = issues.map(({ path, message }) => [
    path.startsWith(under) ? path.slice(under.length) : path,
    message,
  ]);
  throw new FieldErrors(Object.fromEntries(fields));
}
