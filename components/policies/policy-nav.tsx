"use client";
import { CircleCheck, CircleDashed } from "lucide-react";
import Link from "next/link";
import { useHotel } from "@/components/hotel/hotel-context";
import { cn } from "@/components/lib/cn";
import { plural } from "@/components/lib/format";
import { PolicyArea } from "@/server/features/policies/schema";
import { areaWords, missingFields } from "./catalogue";
import type { PolicyState } from "./types";

/** The areas, each with whether it is ready for calls. */
export function PolicyNav({ policies, current }: { policies: readonly PolicyState[]; current?: PolicyArea }) {
  const { href } = useHotel();
  return (
    <nav aria-label="Policy areas" className="min-w-0">
      <ul className="flex flex-col gap-0.5">
        {PolicyArea.options.map((area) => {
          const values = policies.find((each) => each.area === area)?.values ?? {};
          const missing = missingFields(area, values);
          const Icon = missing.length === 0 ? CircleCheck : CircleDashed;
          return (
            <li key={area}>
              <Link
                href={href(`/policies/${area}`)}
                aria-current={area === current ? "page" : undefined}
                className={cn(
                  "flex min-h-9 items-center gap-2 rounded-md px-2 text-sm hover:bg-hover pointer-coarse:min-h-11",
                  area === current && "bg-strong/50 font-medium",
                )}
              >
                <Icon
                  className={cn(
                    "size-4 shrink-0",
                    missing.length === 0 ? "text-success-fg" : "text-warning-fg",
                  )}
                  aria-hidden="true"
                />
                <span className="min-w-0 flex-1 truncate">{areaWords(area).label}</span>
                <span className={cn("text-xs", missing.length ? "text-warning-fg" : "sr-only")}>
                  {missing.length ? `${missing.length} missing` : "ready for calls"}
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/** "12 of 14 areas are ready for calls". */
export function readyText(policies: readonly PolicyState[]): string {
  const ready = policies.filter(({ area, values }) => missingFields(area, values).length === 0).length;
  return `${ready} of ${plural(policies.length, "area")} ready for calls`;
}
