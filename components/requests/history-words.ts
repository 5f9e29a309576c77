import { z } from "zod";
import { stateLook } from "@/components/patterns/states";

const Side = z
  .object({
    status: z.string().optional().catch(undefined),
    urgency: z.string().optional().catch(undefined),
    assigneeId: z.string().nullable().optional().catch(undefined),
    noteId: z.string().optional().catch(undefined),
    noted: z.boolean().optional().catch(undefined),
  })
  .catch({});

/** One entry of a request's audit log in words: what is different after it. */
export function changeWords(
  entry: { before: unknown; after: unknown },
  nameOf: (id: string) => string,
): string {
  const after = Side.parse(entry.after ?? {});
  const before = entry.before ? Side.parse(entry.before) : null;
  if (after.noteId) return "Note added";
  if (!before) return "Asked for";
  const parts: string[] = [];
  if (after.status && after.status !== before.status) parts.push(stateLook("request", after.status).word);
  if (after.urgency && after.urgency !== before.urgency) parts.push(`Now ${after.urgency}`);
  if (after.assigneeId !== undefined)
    parts.push(after.assigneeId ? `Given to ${nameOf(after.assigneeId)}` : "Given back to everybody");
  if (after.noted) parts.push("Note added");
  return parts.join("; ") || "Chased";
}
