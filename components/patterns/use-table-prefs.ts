"use client";
import { useCallback, useEffect, useState } from "react";

export interface TablePrefs {
  hidden: string[];
  density: "compact" | "comfortable";
}

/** Reads what was stored; anything malformed is the default. */
export function readPrefs(stored: string | null, initial: TablePrefs): TablePrefs {
  if (!stored) return initial;
  try {
    const value: unknown = JSON.parse(stored);
    if (typeof value !== "object" || value === null) return initial;
    const { hidden, density } = value as Partial<Record<keyof TablePrefs, unknown>>;
    return {
      hidden: Array.isArray(hidden) ? hidden.filter((each) => typeof each === "string") : initial.hidden,
      density: density === "comfortable" || density === "compact" ? density : initial.density,
    };
  } catch {
    return initial;
  }
}

/** Columns and density of a table, kept in this browser. */
export function useTablePrefs(id: string, initiallyHidden: string[]) {
  const key = `voicehive.table.${id}`;
  const [prefs, setPrefs] = useState<TablePrefs>({ hidden: initiallyHidden, density: "compact" });
  useEffect(() => {
    try {
      setPrefs((now) => readPrefs(localStorage.getItem(key), now));
    } catch {
      // Storage is off (private window): the choice lasts as long as the page.
    }
  }, [key]);
  const change = useCallback(
    (patch: Partial<TablePrefs>) =>
      setPrefs((now) => {
        const next = { ...now, ...patch };
        try {
          localStorage.setItem(key, JSON.stringify(next));
        } catch {
          // As above.
        }
        return next;
      }),
    [key],
  );
  return [prefs, change] as const;
}
