"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { RateSearch } from "@/app/(hotel)/[hotel]/rates/search-params";
import { useHotel } from "@/components/hotel/hotel-context";
import { readSearch } from "@/components/hotel/search-params";
import { useFormat } from "@/components/lib/format-context";
import { useUrlState } from "@/components/lib/use-url-state";
import { EmptyState } from "@/components/patterns/empty-state";
import { ErrorState } from "@/components/patterns/error-state";
import { PageHeader } from "@/components/patterns/page-header";
import { useTRPC } from "@/components/trpc/client";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { monthName, monthSpan, shiftMonth } from "./month";
import { OfferingLists } from "./offering-lists";
import { RateGrid } from "./rate-grid";

/** A month of one plan: what each type costs a night, how full it is, and what restricts it. */
export function RatesPage() {
  const { today, can } = useHotel();
  const { locale } = useFormat();
  const { params, set } = useUrlState();
  const trpc = useTRPC();
  const search = readSearch(RateSearch, new URLSearchParams(params));
  const offering = useQuery(trpc.rates.offering.queryOptions({}));
  const plans = offering.data?.plans ?? [];
  const plan = plans.find(({ id }) => id === search.plan) ?? plans[0];
  const month = search.month ?? today.slice(0, 7);
  const thisMonth = today.slice(0, 7);
  const grid = useQuery({
    ...trpc.rates.grid.queryOptions({ ratePlanId: plan?.id ?? "", ...monthSpan(month) }),
    enabled: plan !== undefined,
    placeholderData: keepPreviousData,
  });
  const go = (next: string) => set({ month: next === thisMonth ? null : next });
  const failed = offering.error ?? grid.error;
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        title="Rates"
        meta={
          can("rates:write")
            ? "Enter edits a price, +5% raises it, Shift with arrows selects. Prices are a night, as the hotel's taxes say."
            : "Only managers change rates."
        }
      />
      <div className="flex flex-wrap items-center gap-2">
        <IconButton
          label="Month before"
          icon={<ChevronLeft aria-hidden="true" />}
          onClick={() => go(shiftMonth(month, -1))}
        />
        <h2 className="min-w-36 text-center font-semibold text-base" aria-live="polite">
          {monthName(month, locale)}
        </h2>
        <IconButton
          label="Month after"
          icon={<ChevronRight aria-hidden="true" />}
          onClick={() => go(shiftMonth(month, 1))}
        />
        {plan ? (
          <span className="ms-auto w-56">
            <Select
              aria-label="Rate plan"
              value={plan.id}
              onValueChange={(id) => set({ plan: id === plans[0]?.id ? null : id })}
              options={plans.map(({ id, name, accessCode }) => ({
                value: id,
                label: accessCode ? `${name} (code)` : name,
              }))}
            />
          </span>
        ) : null}
      </div>
      {failed && !grid.data ? (
        <ErrorState
          title="Rates could not be loaded"
          error={failed}
          retry={() => void (offering.error ? offering.refetch() : grid.refetch())}
          pending={grid.isFetching || offering.isFetching}
        />
      ) : null}
      {offering.data && !plan ? (
        <EmptyState
          kind="first-use"
          title="No rate plan yet"
          text="Without a plan nothing is for sale and the line offers nothing."
        />
      ) : null}
      {!failed && !grid.data && (plan || !offering.data) ? <Skeleton className="h-80 rounded-lg" /> : null}
      {grid.data && plan ? (
        <RateGrid
          key={`${plan.id} ${month}`}
          types={grid.data.types}
          planId={plan.id}
          dimmed={grid.isPlaceholderData}
          currency={offering.data?.currency ?? "EUR"}
        />
      ) : null}
      {offering.data ? <OfferingLists offering={offering.data} /> : null}
    </div>
  );
}
