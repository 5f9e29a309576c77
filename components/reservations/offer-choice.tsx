"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useFormContext, useWatch } from "react-hook-form";
import { Panel } from "@/components/hotel/panel";
import { cn } from "@/components/lib/cn";
import { plural } from "@/components/lib/format";
import { EmptyState } from "@/components/patterns/empty-state";
import { ErrorState } from "@/components/patterns/error-state";
import { errorText } from "@/components/patterns/form";
import { Money } from "@/components/patterns/values";
import { useTRPC } from "@/components/trpc/client";
import { Skeleton } from "@/components/ui/skeleton";
import { ChildAges } from "./child-ages";
import type { NewStayForm } from "./new-reservation";
import { PriceTable } from "./price-panel";
import type { Offer } from "./types";

const keyOf = ({ type, plan }: Pick<Offer, "type" | "plan">): string => `${type.id}/${plan.id}`;

/** Rooms and rates for the nights and people chosen, priced; what cannot be had says why. */
export function OfferChoice() {
  const trpc = useTRPC();
  const { control, setValue, formState } = useFormContext<NewStayForm>();
  const [stay, adultsText, agesText, chosen] = useWatch({
    control,
    name: ["stay", "adults", "childAges", "offer"],
  });
  const adults = Number(adultsText);
  const ages = ChildAges.safeParse(agesText);
  const ready = stay !== null && Number.isInteger(adults) && adults >= 1 && adults <= 40 && ages.success;
  const query = useQuery({
    ...trpc.inventory.offers.queryOptions({
      arrival: stay?.arrival ?? "",
      departure: stay?.departure ?? "",
      adults,
      childAges: ages.data ?? [],
    }),
    enabled: ready,
    placeholderData: keepPreviousData,
  });
  const offers = query.data?.offers ?? [];
  const taken = offers.find((offer) => keyOf(offer) === chosen);
  const missing = formState.errors.offer;
  return (
    <Panel title="Room and rate">
      {missing && !taken ? (
        <p id="offer-error" className="mb-3 text-danger-fg text-sm">
          {errorText(missing)}
        </p>
      ) : null}
      {query.error ? (
        <ErrorState
          title="Rooms could not be read"
          error={query.error}
          retry={() => void query.refetch()}
          pending={query.isFetching}
        />
      ) : null}
      {!query.data && !query.error ? <Skeleton className="h-48" /> : null}
      {query.data && offers.length === 0 ? (
        <EmptyState
          kind="no-match"
          title="No room for these nights and people"
          text="Choose other nights, or see below what stands in the way."
        />
      ) : null}
      <div
        role="radiogroup"
        aria-label="Room and rate"
        aria-describedby={missing ? "offer-error" : undefined}
        className={cn("flex flex-col gap-2", query.isPlaceholderData && "opacity-50")}
      >
        {offers.map((offer) => (
          <OfferCard
            key={keyOf(offer)}
            offer={offer}
            chosen={offer === taken}
            onChoose={() => setValue("offer", keyOf(offer), { shouldDirty: true, shouldValidate: true })}
          />
        ))}
      </div>
      {query.data?.refused.length ? (
        <details className="mt-4 text-sm">
          <summary className="min-h-6 cursor-pointer text-muted">
            Not available: {query.data.refused.length}
          </summary>
          <ul className="mt-2 flex flex-col gap-1 text-muted">
            {query.data.refused.map(({ type, plan, why }) => (
              <li key={`${type.id}/${plan.id}`}>
                {type.name}, {plan.name}: {why}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </Panel>
  );
}

function OfferCard({ offer, chosen, onChoose }: { offer: Offer; chosen: boolean; onChoose: () => void }) {
  const { type, plan, snapshot, left } = offer;
  const { currency } = snapshot;
  return (
    <div className={cn("rounded-md border", chosen ? "border-accent bg-accent-bg" : "border-border")}>
      <label className="flex min-h-11 cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 rounded-md px-3 py-2 has-focus-visible:outline-2 has-focus-visible:outline-accent">
        <input
          type="radio"
          name="offer"
          checked={chosen}
          onChange={onChoose}
          className="size-4 accent-accent"
        />
        <span className="min-w-0 flex-1 basis-40">
          <span className="font-medium">{type.name}</span>{" "}
          <span className="text-muted text-sm">{plan.name}</span>
          <span className={cn("block text-xs", left <= 3 ? "text-warning-fg" : "text-muted")}>
            {plural(left, "room")} left
          </span>
        </span>
        <span className="text-end">
          <Money amount={snapshot.total} currency={currency} className="font-semibold" />
          <span className="block text-muted text-xs">
            <Money amount={snapshot.perNight} currency={currency} /> a night
          </span>
        </span>
      </label>
      {chosen ? (
        <div className="mx-3 mb-3 rounded-md bg-surface p-3">
          <PriceTable snapshot={snapshot} />
        </div>
      ) : null}
    </div>
  );
}
