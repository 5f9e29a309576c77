import { z } from "zod";
import { PlainDate } from "@/server/kernel/dates";

const maybe = <T extends z.ZodType>(type: T) => type.optional().catch(undefined);

/** The list's address as the query it asks. A view without its own order begins with what was booked last. */
export const ReservationSearch = z
  .object({
    view: maybe(z.enum(["all", "arriving", "in_house", "departing", "held"])),
    status: maybe(z.string()),
    stayFrom: maybe(PlainDate),
    stayTo: maybe(PlainDate),
    q: maybe(z.string().trim().min(1).max(80)),
    sort: maybe(z.enum(["arrival", "-arrival", "departure", "-departure", "created", "-created"])),
    page: maybe(z.coerce.number().int().min(1).max(200)),
  })
  .transform(({ view, status, stayFrom, stayTo, q, sort, page }) => ({
    view,
    status: known(status),
    from: stayFrom,
    to: stayTo,
    search: q,
    sort: sort ?? (view === undefined || view === "all" ? ("-created" as const) : undefined),
    page,
  }));

const State = z.enum([
  "requested",
  "held",
  "confirmed",
  "checked_in",
  "checked_out",
  "cancelled",
  "no_show",
  "expired",
]);
function known(text: string | undefined) {
  const found = (text ?? "").split(",").flatMap((each) => State.safeParse(each).data ?? []);
  return found.length > 0 ? [...new Set(found)] : undefined;
}
