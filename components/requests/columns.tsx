"use client";
import { Siren } from "lucide-react";
import type { DataColumn } from "@/components/patterns/data-table";
import { StateBadge } from "@/components/patterns/state-badge";
import { Instant, LineMark } from "@/components/patterns/values";
import { Badge } from "@/components/ui/badge";
import type { RequestRow } from "@/server/features/requests/schema";
import { Due } from "./due";
import { kindWords } from "./words";

interface Links {
  callHref: (id: string) => string | undefined;
  nameOf: (id: string) => string | null;
}

/** Columns of the list; what is to be done is the loudest. */
export const requestColumns = ({ callHref, nameOf }: Links): DataColumn<RequestRow>[] => [
  {
    id: "what",
    header: "What",
    cell: ({ row: { original } }) => (
      <span className="flex min-w-40 flex-col py-1">
        <span className="flex items-start gap-2">
          <span className="line-clamp-2 max-w-110 font-medium" dir="auto">
            {original.summary}
          </span>
          {original.urgency === "urgent" ? (
            <Badge tone="danger" icon={Siren}>
              Urgent
            </Badge>
          ) : null}
        </span>
        <span className="text-muted text-xs">{kindWords(original.kind)}</span>
      </span>
    ),
    meta: { skeleton: "200px" },
  },
  {
    id: "room",
    header: "Room",
    cell: ({ row }) => row.original.room ?? <span className="text-subtle">None</span>,
    meta: { skeleton: "32px" },
  },
  {
    id: "due",
    header: "Due",
    cell: ({ row }) => <Due request={row.original} />,
    meta: { skeleton: "72px" },
  },
  {
    id: "state",
    header: "State",
    cell: ({ row }) => <StateBadge kind="request" state={row.original.status} />,
    meta: { skeleton: "64px" },
  },
  {
    id: "guest",
    header: "Guest",
    cell: ({ row: { original } }) => (
      <span className="flex max-w-44 items-center gap-2">
        <bdi className="truncate">{original.guestName ?? <span className="text-subtle">Not said</span>}</bdi>
        {original.nameMismatch ? <Badge tone="warning">Check name</Badge> : null}
      </span>
    ),
    meta: { skeleton: "96px", desk: true },
  },
  {
    id: "department",
    header: "Department",
    cell: ({ row }) => <span className="inline-block first-letter:uppercase">{row.original.department}</span>,
    meta: { skeleton: "88px", desk: true },
  },
  {
    id: "person",
    header: "Person",
    cell: ({ row: { original } }) =>
      original.assigneeId ? (
        <bdi>{nameOf(original.assigneeId) ?? "A former colleague"}</bdi>
      ) : (
        <span className="text-subtle">Nobody yet</span>
      ),
    meta: { skeleton: "80px", desk: true },
  },
  {
    id: "asked",
    header: "Asked",
    cell: ({ row }) => <Instant at={row.original.createdAt} />,
    meta: { skeleton: "64px", desk: true },
  },
  {
    id: "mark",
    header: "By",
    cell: ({ row: { original } }) =>
      original.callId ? (
        <LineMark href={callHref(original.callId)} />
      ) : (
        <span className="text-muted">Desk</span>
      ),
    meta: { skeleton: "32px", desk: true },
  },
];
