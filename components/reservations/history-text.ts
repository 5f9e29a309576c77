import { z } from "zod";
import { formatMoney, formatStay, plural } from "@/components/lib/format";
import { stateLook } from "@/components/patterns/states";

const Side = z
  .object({
    status: z.string().optional().catch(undefined),
    arrival: z.string().optional().catch(undefined),
    departure: z.string().optional().catch(undefined),
    roomTypeId: z.string().optional().catch(undefined),
    adults: z.number().optional().catch(undefined),
    total: z.int().optional().catch(undefined),
    rooms: z.array(z.string()).optional().catch(undefined),
    noteId: z.string().optional().catch(undefined),
  })
  .catch({});
type Side = z.output<typeof Side>;

interface Words {
  currency: string;
  locale: string;
}

/** One entry of a reservation's audit log in a sentence: what is different after it. */
export function historyText(
  entry: { action: string; before?: unknown; after?: unknown },
  { currency, locale }: Words,
): string {
  const after = Side.parse(entry.after ?? {});
  const before = entry.before ? Side.parse(entry.before) : null;
  if (after.noteId) return "Note added";
  const total = after.total === undefined ? "" : formatMoney(after.total, currency, locale);
  if (!before && after.status)
    return [stateLook("reservation", after.status).word, total].filter(Boolean).join(", ");
  const parts = before ? changes(before, after, locale) : [];
  if (before && after.total !== undefined && before.total !== undefined && before.total !== after.total)
    parts.push(`total ${formatMoney(before.total, currency, locale)}, now ${total}`);
  const text = parts.join("; ") || plainAction(entry.action);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function changes(before: Side, after: Side, locale: string): string[] {
  const parts: string[] = [];
  if (after.status && after.status !== before.status) {
    const back = before.status === "cancelled" || before.status === "no_show";
    parts.push(
      back && after.status === "confirmed"
        ? "reinstated"
        : stateLook("reservation", after.status).word.toLowerCase(),
    );
  }
  const { arrival, departure } = after;
  if (arrival && departure && (arrival !== before.arrival || departure !== before.departure))
    parts.push(`stay now ${formatStay(arrival, departure, locale)}`);
  if (after.roomTypeId && before.roomTypeId && after.roomTypeId !== before.roomTypeId)
    parts.push("other room type");
  if (after.adults !== undefined && before.adults !== undefined && after.adults !== before.adults)
    parts.push(`now ${plural(after.adults, "adult")}`);
  const [was, is] = [before.rooms?.join(", ") ?? "", after.rooms?.join(", ") ?? ""];
  if (after.rooms && was !== is && after.status !== "checked_out" && after.status !== "cancelled")
    parts.push(is ? `room ${is} assigned` : `room ${was} taken back`);
  return parts;
}

/** "reservations.assignRoom" or "tool.book_stay" → "assign room", "book stay". */
const plainAction = (action: string): string =>
  (action.split(".").at(-1) ?? action)
    .replaceAll("_", " ")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();
