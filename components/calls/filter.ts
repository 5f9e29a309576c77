import { plainToUtc } from "@/components/lib/format";
import { parsePage } from "@/components/lib/table-keys";

export const callViews = [
  { value: "all", label: "All" },
  { value: "live", label: "Live" },
  { value: "follow_up", label: "Follow-up" },
  { value: "booked", label: "Booked" },
  { value: "person", label: "To a person" },
] as const;
export type CallsView = (typeof callViews)[number]["value"];

export interface CallsFilter {
  view: CallsView;
  search?: string;
  /** Plain dates of the hotel, both included. */
  from?: string;
  to?: string;
  page: number;
}

/** Reads `?view=&q=&dayFrom=&dayTo=&page=`; nonsense is left out. */
export function readCallsFilter(params: URLSearchParams): CallsFilter {
  const view = callViews.find(({ value }) => value === params.get("view"))?.value ?? "all";
  const search = params.get("q")?.trim().slice(0, 200);
  const [from, to] = [params.get("dayFrom") ?? "", params.get("dayTo") ?? ""];
  const days = plainToUtc(from) && plainToUtc(to) && from <= to;
  return {
    view,
    ...(search ? { search } : {}),
    ...(days ? { from, to } : {}),
    page: Math.min(10_000, parsePage(params.get("page"))),
  };
}

/** The first instant of a plain date in a zone, as ISO; also right on the day a clock changes. */
export function startOfDay(date: string, timeZone: string): string {
  const midnight = plainToUtc(date)?.getTime() ?? 0;
  // Twice: the offset at the guess may differ from the one at the answer.
  const first = midnight - offsetMs(midnight, timeZone);
  return new Date(midnight - offsetMs(first, timeZone)).toISOString();
}

const dayAfter = (date: string): string =>
  new Date((plainToUtc(date)?.getTime() ?? 0) + 86_400_000).toISOString().slice(0, 10);

function offsetMs(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    ...{ timeZone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric" },
    ...{ hour: "numeric", minute: "numeric", second: "numeric" },
  }).formatToParts(new Date(at));
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  return (
    Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second")) -
    Math.floor(at / 1_000) * 1_000
  );
}

/** The filter as the list verb takes it. */
export function listInput(filter: CallsFilter, timeZone: string) {
  return {
    view: filter.view,
    page: filter.page,
    ...(filter.search ? { search: filter.search } : {}),
    ...(filter.from && filter.to
      ? { from: startOfDay(filter.from, timeZone), until: startOfDay(dayAfter(filter.to), timeZone) }
      : {}),
  };
}
