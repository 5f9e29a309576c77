"use client";
import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";

/** A record's name for the breadcrumb and the phone's title: pages below a list say it. */
export interface Crumb {
  label: string;
  href: string;
}
const SetCrumb = createContext<(label: string | null) => void>(() => {});
const CurrentCrumb = createContext<string | null>(null);

export function CrumbProvider({ children }: { children: ReactNode }) {
  const [label, setLabel] = useState<string | null>(null);
  return (
    <SetCrumb.Provider value={setLabel}>
      <CurrentCrumb.Provider value={label}>{children}</CurrentCrumb.Provider>
    </SetCrumb.Provider>
  );
}

export const useCrumb = (): string | null => useContext(CurrentCrumb);

/** Put into a record's page: `<RecordCrumb label="7K2M Lindqvist" />`. */
export function RecordCrumb({ label }: { label: string }) {
  const set = useContext(SetCrumb);
  useEffect(() => {
    set(label);
    return () => set(null);
  }, [label, set]);
  return null;
}

/** "Reservations > 7K2M Lindqvist". The last is where one is. */
export function Crumbs({ items }: { items: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1 text-sm">
        {items.map((item, at) => {
          const last = at === items.length - 1;
          return (
            <li key={`${item.href} ${item.label}`} className="flex min-w-0 items-center gap-1">
              {at > 0 ? (
                <ChevronRight className="size-3.5 shrink-0 text-subtle rtl:rotate-180" aria-hidden="true" />
              ) : null}
              {last ? (
                <span aria-current="page" className="truncate font-medium" dir="auto">
                  {item.label}
                </span>
              ) : (
                <Link
                  href={item.href}
                  className="flex h-6 items-center truncate rounded-sm text-muted hover:text-text"
                >
                  {item.label}
                </Link>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
