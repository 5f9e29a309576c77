"use client";
import Link from "next/link";
import { cn } from "@/components/lib/cn";
import { plural } from "@/components/lib/format";
import { StateBadge } from "@/components/patterns/state-badge";
import { Instant } from "@/components/patterns/values";
import { Popover, PopoverClose } from "@/components/ui/popover";
import type { LiveCall } from "./types";

/** Hidden at none; "2 live"; red when a guest waits for a person. Lists the running calls. */
export function LivePill({ calls, hotel }: { calls: readonly LiveCall[]; hotel: string }) {
  const needy = calls.filter((call) => call.needsPerson).length;
  const text = needy > 0 ? `${needy} ${needy === 1 ? "needs" : "need"} you` : `${calls.length} live`;
  return (
    <>
      <span role="status" className="sr-only">
        {calls.length === 0
          ? ""
          : needy > 0
            ? `${plural(needy, "call")} waiting for a person`
            : `${plural(calls.length, "live call")}`}
      </span>
      {calls.length === 0 ? null : (
        <Popover
          label="Live calls"
          align="end"
          className="w-80 p-1"
          trigger={
            <button
              type="button"
              className={cn(
                "inline-flex h-7 items-center gap-1.5 whitespace-nowrap rounded-full px-2.5 font-medium text-xs pointer-coarse:h-11",
                needy > 0 ? "bg-danger text-on" : "bg-accent-bg text-accent-fg",
              )}
            >
              <span aria-hidden="true" className="size-1.5 animate-live rounded-full bg-current" />
              {text}
            </button>
          }
        >
          <ul>
            {calls.map((call) => (
              <li key={call.id}>
                <PopoverClose asChild>
                  <Link
                    href={`/${hotel}/calls/${call.id}`}
                    className="flex min-h-9 items-center gap-2 rounded-md px-2 text-sm hover:bg-hover focus-visible:-outline-offset-2 pointer-coarse:min-h-11"
                  >
                    <span className="min-w-0 flex-1 truncate" dir="auto">
                      {call.caller}
                    </span>
                    <StateBadge kind="call" state={call.state} />
                    <Instant at={call.startedAt} show="time" className="text-subtle text-xs" />
                  </Link>
                </PopoverClose>
              </li>
            ))}
          </ul>
        </Popover>
      )}
    </>
  );
}
