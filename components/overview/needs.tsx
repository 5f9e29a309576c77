"use client";
import { Flag, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { formatCount } from "@/components/lib/format";
import { EmptyState } from "@/components/patterns/empty-state";
import { Instant } from "@/components/patterns/values";
import { Badge } from "@/components/ui/badge";
import type { NeedsPerson, Overview } from "@/server/features/overview/schema";

interface Props {
  hotel: string;
  needs: Overview["needs"];
}

/** What waits for a person, the most pressing first. */
export function Needs({ hotel, needs }: Props) {
  return (
    <section
      aria-labelledby="needs"
      className="flex min-w-0 flex-col rounded-lg border border-border bg-surface p-4"
    >
      <h2 id="needs" className="mb-2 font-semibold text-base">
        Needs a person <span className="font-normal text-subtle">{formatCount(needs.total)}</span>
      </h2>
      {needs.items.length === 0 ? (
        <EmptyState
          kind="all-done"
          title="Nobody waits for a person"
          className="flex-1 justify-center py-6"
        />
      ) : (
        <ul className="flex flex-col">
          {needs.items.map((item) => (
            <Item key={item.id} hotel={hotel} item={item} />
          ))}
        </ul>
      )}
      {needs.total > needs.items.length ? (
        <p className="mt-auto flex flex-wrap gap-x-4 pt-2 text-accent-fg text-sm">
          <Link href={`/${hotel}/requests`} className={more}>
            Show all requests
          </Link>
          <Link href={`/${hotel}/calls?view=follow_up`} className={more}>
            Show calls to follow up
          </Link>
        </p>
      ) : null}
    </section>
  );
}

const more = "touch-target inline-flex items-center underline-offset-4 hover:underline";

function Item({ hotel, item }: { hotel: string; item: NeedsPerson }) {
  const Icon = item.urgent ? TriangleAlert : Flag;
  const body = (
    <>
      <Icon
        aria-hidden="true"
        className={`mt-0.5 size-4 shrink-0 ${item.urgent ? "text-danger" : "text-warning-fg"}`}
      />
      <span className="min-w-0 flex-1">
        <span className="line-clamp-2 text-sm" dir="auto">
          {item.title}
        </span>
        <span className="flex flex-wrap gap-x-2 text-muted text-xs">
          {item.detail ? <bdi className="truncate">{item.detail}</bdi> : null}
          <Instant at={item.since} />
        </span>
      </span>
      {item.urgent ? <Badge tone="danger">{item.dueAt ? "Late" : "Urgent"}</Badge> : null}
    </>
  );
  return (
    <li className="border-border border-b last:border-b-0">
      <Link
        href={`/${hotel}/${item.kind === "call" ? "calls" : "requests"}/${item.id}`}
        className="flex items-start gap-2 rounded-md px-1 py-2 hover:bg-hover"
      >
        {body}
      </Link>
    </li>
  );
}
