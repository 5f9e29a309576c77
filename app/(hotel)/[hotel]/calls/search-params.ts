import { z } from "zod";
import { type CallsFilter, readCallsFilter } from "@/components/calls/filter";

const Search = z.record(z.string(), z.union([z.string(), z.array(z.string())]).optional());

/** The list's state from the address; what is not understood falls back to its default. */
export function callsFilter(raw: unknown): CallsFilter {
  const search = Search.catch({}).parse(raw);
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) if (typeof value === "string") params.set(key, value);
  return readCallsFilter(params);
}
