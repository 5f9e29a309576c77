"use client";
import { useQuery } from "@tanstack/react-query";
import { useHotel } from "@/components/hotel/hotel-context";
import { FormSkeleton } from "@/components/hotel/page-skeleton";
import { ErrorState } from "@/components/patterns/error-state";
import { PageHeader } from "@/components/patterns/page-header";
import { RecordCrumb } from "@/components/shell/crumbs";
import { useTRPC } from "@/components/trpc/client";
import { CapsForm } from "./caps-form";
import { ports } from "./catalogue";
import { PortPanel } from "./port-panel";
import { PronunciationsForm } from "./pronunciations-form";

/** Which services hear, think and speak in a call, in which order, and what a call may use up. */
export function ConnectionsPage() {
  const trpc = useTRPC();
  const { can } = useHotel();
  const list = useQuery(trpc.vendors.list.queryOptions());
  const caps = useQuery(trpc.vendors.spendCaps.queryOptions());
  const words = useQuery(trpc.vendors.pronunciations.queryOptions());
  const failed = [list, caps, words].find(({ error, data }) => error && !data);
  if (failed?.error)
    return (
      <ErrorState
        page
        title="The connections could not be loaded"
        error={failed.error}
        retry={() => void failed.refetch()}
        pending={failed.isFetching}
      />
    );
  if (!list.data || !caps.data || !words.data) return <FormSkeleton />;
  const owners = can("organisation:write") ? undefined : "Only owners and admins change this.";
  return (
    <div className="flex max-w-[960px] flex-col gap-4">
      <RecordCrumb label="Connections" />
      <PageHeader
        title="Connections"
        meta="Tried from the top. What fails is passed over in mid-call, and the built-in engines come last."
      />
      {owners ? <p className="text-muted text-sm">{owners}</p> : null}
      {ports.map((port) => (
        <PortPanel
          key={port.port}
          words={port}
          connections={list.data.filter((connection) => connection.port === port.port)}
        />
      ))}
      <CapsForm caps={caps.data} readOnly={owners} />
      <PronunciationsForm
        entries={words.data}
        readOnly={can("settings:write") ? undefined : "Only managers change this."}
      />
    </div>
  );
}
