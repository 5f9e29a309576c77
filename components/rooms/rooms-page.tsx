"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { RoomSearch } from "@/app/(hotel)/[hotel]/rooms/search-params";
import { useHotel } from "@/components/hotel/hotel-context";
import { readSearch } from "@/components/hotel/search-params";
import { useUrlState } from "@/components/lib/use-url-state";
import { PageHeader } from "@/components/patterns/page-header";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { Tabs } from "@/components/ui/tabs";
import { House } from "./house-view";
import { RoomSheet } from "./room-sheet";
import { RoomTypeSheet } from "./room-type-sheet";
import { RoomTypes } from "./room-types";

/** The house: its rooms by floor with their state now, and the types the line sells. */
export function RoomsPage() {
  const { can } = useHotel();
  const { params, set } = useUrlState();
  const filter = readSearch(RoomSearch, new URLSearchParams(params));
  const trpc = useTRPC();
  const rooms = useQuery(trpc.rooms.list.queryOptions({}));
  const types = useQuery(trpc.rooms.listTypes.queryOptions({}));
  const [adding, setAdding] = useState(false);
  const ofTypes = filter.tab === "types";
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        title="Rooms"
        count={rooms.data?.length}
        actions={
          can("rooms:write") ? (
            <Button variant="primary" data-new onClick={() => setAdding(true)}>
              <Plus aria-hidden="true" />
              {ofTypes ? "New room type" : "New room"}
            </Button>
          ) : null
        }
      />
      <Tabs
        label="Rooms or types"
        value={filter.tab}
        onValueChange={(tab) => set({ tab: tab === "rooms" ? null : tab })}
        items={[
          {
            value: "rooms",
            label: "Rooms",
            content: <House rooms={rooms} types={types.data ?? []} filter={filter} />,
          },
          {
            value: "types",
            label: "Room types",
            count: types.data?.length,
            content: <RoomTypes query={types} />,
          },
        ]}
      />
      {ofTypes ? (
        <RoomTypeSheet open={adding} onOpenChange={setAdding} />
      ) : (
        <RoomSheet open={adding} onOpenChange={setAdding} types={types.data ?? []} />
      )}
    </div>
  );
}
