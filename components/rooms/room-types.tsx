"use client";
import { useState } from "react";
import { useHotel } from "@/components/hotel/hotel-context";
import { SaidByTheLine } from "@/components/hotel/said-by-the-line";
import { plural } from "@/components/lib/format";
import { EmptyState } from "@/components/patterns/empty-state";
import { ErrorState } from "@/components/patterns/error-state";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import type { RoomTypeRow } from "@/server/features/rooms";
import { attributeWords } from "./attributes";
import { RoomTypeSheet } from "./room-type-sheet";

interface Props {
  query: {
    data?: RoomTypeRow[];
    error: { message: string } | null;
    isFetching: boolean;
    refetch: () => unknown;
  };
}

/** What the hotel sells, with what the line calls it. */
export function RoomTypes({ query }: Props) {
  const { can } = useHotel();
  const [editing, setEditing] = useState<RoomTypeRow | null>(null);
  if (query.error && !query.data) {
    return (
      <ErrorState
        title="Room types could not be loaded"
        error={query.error}
        retry={() => void query.refetch()}
        pending={query.isFetching}
      />
    );
  }
  if (!query.data) return <Skeleton className="h-64" />;
  if (query.data.length === 0) {
    return (
      <EmptyState
        kind="first-use"
        title="No room types yet"
        text="A type is what the line offers: its name, beds and who fits."
      />
    );
  }
  return (
    <>
      <ul className="grid gap-3 md:grid-cols-2">
        {query.data.map((type) => (
          <li key={type.id} className="flex flex-col gap-3 rounded-lg border border-border bg-surface p-4">
            <div className="flex items-start gap-3">
              <div className="min-w-0 flex-1">
                <h2 className="font-semibold text-base">
                  <span className="me-2 font-mono text-muted">{type.code}</span>
                  <bdi>{type.name}</bdi>
                </h2>
                <p className="text-muted text-sm">
                  {plural(type.rooms, "room")}, {type.beds}, up to {plural(type.maxAdults, "adult")} and{" "}
                  {plural(type.maxGuests, "guest")}
                </p>
              </div>
              {can("rooms:write") ? (
                <Button onClick={() => setEditing(type)}>
                  Edit type<span className="sr-only"> {type.name}</span>
                </Button>
              ) : null}
            </div>
            <SaidByTheLine>
              We have {type.spokenName}, with {type.beds}.
            </SaidByTheLine>
            {type.attributes.length > 0 ? (
              <div className="flex flex-wrap gap-1">
                {type.attributes.map((attribute) => (
                  <Badge key={attribute}>{attributeWords(attribute)}</Badge>
                ))}
              </div>
            ) : null}
          </li>
        ))}
      </ul>
      <RoomTypeSheet
        open={editing !== null}
        onOpenChange={(open) => !open && setEditing(null)}
        type={editing ?? undefined}
      />
    </>
  );
}
