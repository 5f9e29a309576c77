import { policyAreas } from "@/server/features/policies/schema";
import type { PolicyState } from "./types";

/** The directory's destinations that can be called, with their spoken names: whom the alarm chain may name. */
export function destinationsIn(
  policies: readonly Pick<PolicyState, "area" | "values">[],
): Record<string, string> {
  const values = policies.find(({ area }) => area === "directory")?.values;
  const { entries = [] } = policyAreas.directory.safeParse(values).data ?? {};
  return Object.fromEntries(
    entries.flatMap(({ destination, spokenName, number }) =>
      number ? [[destination, spokenName || destination]] : [],
    ),
  );
}
