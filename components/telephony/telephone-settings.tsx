"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useHotel } from "@/components/hotel/hotel-context";
import { FormSkeleton } from "@/components/hotel/page-skeleton";
import { refuse } from "@/components/hotel/save-errors";
import { ErrorState } from "@/components/patterns/error-state";
import { PageHeader } from "@/components/patterns/page-header";
import { SettingsForm } from "@/components/patterns/settings-form";
import { RecordCrumb } from "@/components/shell/crumbs";
import { useTRPC } from "@/components/trpc/client";
import { toast } from "@/components/ui/toast";
import { AccountPanel } from "./account-panel";
import { AnsweringSection } from "./answering-section";
import { CallsOutSection } from "./calls-out-section";
import { NumbersPanel } from "./numbers-panel";
import { SettingsSchema, valuesOf } from "./settings-values";
import { TransfersSection } from "./transfers-section";
import type { ShownTelephony } from "./types";

/** The hotel's telephone: its account, its numbers, and how it behaves. */
export function TelephoneSettings() {
  const query = useQuery(useTRPC().telephony.get.queryOptions({}));
  return (
    <div className="flex max-w-[960px] flex-col gap-4">
      <RecordCrumb label="Telephone" />
      <PageHeader
        title="Telephone"
        meta="The account and numbers that carry calls, and how the telephone behaves."
      />
      <AccountPanel />
      {query.data ? (
        <>
          <NumbersPanel shown={query.data} />
          <BehaviourForm shown={query.data} />
        </>
      ) : query.error ? (
        <ErrorState
          title="Numbers and settings could not be loaded"
          error={query.error}
          retry={() => void query.refetch()}
          pending={query.isFetching}
        />
      ) : (
        <FormSkeleton />
      )}
    </div>
  );
}

function BehaviourForm({ shown }: { shown: ShownTelephony }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { can } = useHotel();
  const save = useMutation(trpc.telephony.save.mutationOptions());
  const values = useMemo(() => valuesOf(shown.settings), [shown.settings]);
  return (
    <SettingsForm
      schema={SettingsSchema}
      values={values}
      readOnly={can("settings:write") ? undefined : "Only managers change this."}
      submitLabel="Save telephone"
      className="max-w-none gap-4"
      onSubmit={async (settings) => {
        await save.mutateAsync(settings).catch((error: unknown) => refuse(error));
        await client.invalidateQueries(trpc.telephony.pathFilter());
        toast.done("Telephone settings saved", "They hold from the next call on.");
      }}
    >
      {() => (
        <>
          <AnsweringSection shown={shown} />
          <TransfersSection numbers={shown.webhooks} />
          <CallsOutSection />
        </>
      )}
    </SettingsForm>
  );
}
