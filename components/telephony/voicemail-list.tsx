"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { TelephonySearch } from "@/app/(hotel)/[hotel]/telephony/search-params";
import { useHotel } from "@/components/hotel/hotel-context";
import { useUrlState } from "@/components/lib/use-url-state";
import { type DataColumn, DataTable } from "@/components/patterns/data-table";
import { EmptyState } from "@/components/patterns/empty-state";
import { StateBadge } from "@/components/patterns/state-badge";
import { Duration, Instant } from "@/components/patterns/values";
import { useTRPC } from "@/components/trpc/client";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { VoicemailRow } from "@/server/features/telephony/records";
import { Caller, callerText } from "./caller";
import { ViewSwitch } from "./view-switch";
import { listInputs, voicemailViews } from "./views";
import { VoicemailPeek } from "./voicemail-peek";

const columns = (nameOf: (id: string) => string | null): DataColumn<VoicemailRow>[] => [
  {
    id: "caller",
    header: "Caller",
    cell: ({ row: { original } }) => (
      <span className="flex min-w-24 flex-col py-1">
        <Caller {...original.caller} />
        {original.transcript ? (
          <span className="line-clamp-2 max-w-120 font-normal text-muted" dir="auto">
            {original.transcript}
          </span>
        ) : null}
      </span>
    ),
    meta: { skeleton: "180px" },
  },
  {
    id: "when",
    header: "When",
    cell: ({ row }) => <Instant at={row.original.receivedAt} />,
    meta: { skeleton: "72px" },
  },
  {
    id: "length",
    header: "Length",
    cell: ({ row }) => <Duration ms={row.original.durationSeconds * 1_000} />,
    meta: { skeleton: "40px", align: "end" },
  },
  {
    id: "heard",
    header: "Heard",
    cell: ({ row: { original } }) =>
      original.heardAt ? (
        <bdi className="text-muted">
          {original.heardBy ? (nameOf(original.heardBy) ?? "A former colleague") : "Yes"}
        </bdi>
      ) : (
        <Badge tone="accent">New</Badge>
      ),
    meta: { skeleton: "56px" },
  },
  {
    id: "request",
    header: "Request",
    cell: ({ row: { original } }) =>
      original.request ? (
        <span className="inline-flex items-center gap-2">
          {original.request.ref}
          <StateBadge kind="request" state={original.request.status} />
        </span>
      ) : (
        <span className="text-subtle">None</span>
      ),
    meta: { skeleton: "96px", desk: true },
  },
];

interface Props {
  search: TelephonySearch;
  /** Calls out are possible. */
  ready: boolean;
}

/** Messages after the tone, those nobody has heard first. */
export function VoicemailList({ search, ready }: Props) {
  const trpc = useTRPC();
  const { nameOf } = useHotel();
  const { set } = useUrlState();
  const input = listInputs.voicemail(search);
  const query = useQuery(
    trpc.telephony.listVoicemails.queryOptions(input, { placeholderData: keepPreviousData }),
  );
  return (
    <DataTable
      id="voicemail"
      label="Voicemail"
      columns={columns(nameOf)}
      query={query}
      rowId={(row) => row.callId}
      rowLabel={(row) => `Message of ${callerText(row.caller)}`}
      rowClassName={(row) => (row.heardAt ? "text-muted" : undefined)}
      filters={<ViewSwitch label="Messages" views={voicemailViews} value={input.view} />}
      peek={{
        title: (row) => callerText(row.caller),
        description: () => "Message after the tone",
        content: (row) => <VoicemailPeek key={row.callId} row={row} ready={ready} />,
      }}
      empty={
        input.view === "unheard" ? (
          <EmptyState
            kind="all-done"
            title="Every message is heard"
            text="What callers say after the tone stands here until somebody has heard it."
            action={<Button onClick={() => set({ view: "all" })}>Show heard messages</Button>}
          />
        ) : (
          <EmptyState
            kind="first-use"
            title="No messages yet"
            text="When no line is free and nobody answers, callers may leave a message. It stands here."
          />
        )
      }
    />
  );
}
