"use client";
import type { RoomSearch } from "@/app/(hotel)/[hotel]/rooms/search-params";
import { useHotel } from "@/components/hotel/hotel-context";
import { plural } from "@/components/lib/format";
import { useUrlState } from "@/components/lib/use-url-state";
import { EmptyState } from "@/components/patterns/empty-state";
import { ErrorState } from "@/components/patterns/error-state";
import { FilterBar } from "@/components/patterns/filter-bar";
import { stateOptions } from "@/components/patterns/states";
import { Button } from "@/components/ui/button";
import type { RoomRow, RoomTypeRow } from "@/server/features/rooms";
import { countHouse, floorsOf } from "./house";
import { RoomCard } from "./room-card";
import { RoomPanel } from "./room-panel";
import { FloorSkeleton } from "./rooms-skeleton";

const CLEANING = ["dirty", "pickup", "clean", "inspected"];

interface Props {
  rooms: { data?: RoomRow[]; error: { message: string } | null; isFetching: boolean; refetch: () => unknown };
  types: readonly RoomTypeRow[];
  filter: RoomSearch;
}

/** Floors of room cards; a card opens its room beside the house. */
export function House({ rooms, types, filter }: Props) {
  const { today } = useHotel();
  const { set } = useUrlState();
  if (rooms.error && !rooms.data) {
    return (
      <ErrorState
        title="Rooms could not be loaded"
        error={rooms.error}
        retry={() => void rooms.refetch()}
        pending={rooms.isFetching}
      />
    );
  }
  const all = rooms.data ?? [];
  const floors = floorsOf(all, filter);
  const counts = countHouse(all, today);
  const open = all.find((room) => room.id === filter.peek);
  return (
    <div className="flex flex-col gap-4">
      <FilterBar
        today={today}
        search="Search number or guest"
        fields={[
          {
            key: "type",
            label: "Type",
            type: "choice",
            options: types.map(({ id, name }) => ({ value: id, label: name })),
          },
          {
            key: "cleaning",
            label: "Cleaning",
            type: "choices",
            options: stateOptions("room").filter(({ value }) => CLEANING.includes(value)),
          },
          { key: "occupied", label: "Occupied", type: "flag", on: "Guest in the room" },
          { key: "blocked", label: "Blocked", type: "flag", on: "Has a block" },
        ]}
      />
      {rooms.data ? (
        <p className="flex flex-wrap gap-x-4 gap-y-1 text-muted text-sm">
          <span>{plural(counts.occupied, "room")} occupied</span>
          <span>{counts.dirty} to clean</span>
          <span>{counts.clean} clean</span>
          <span>{counts.inspected} inspected</span>
          <span className={counts.outOfOrder ? "text-danger-fg" : undefined}>
            {counts.outOfOrder} out of order
          </span>
        </p>
      ) : null}
      {!rooms.data ? <FloorSkeleton /> : null}
      {rooms.data && floors.length === 0 ? <NoRooms any={all.length > 0} onClear={() => set(CLEAR)} /> : null}
      {floors.map(({ floor, rooms: found }) => (
        <section key={floor} aria-labelledby={`floor-${floor}`} className="flex flex-col gap-2">
          <h2 id={`floor-${floor}`} className="flex items-baseline gap-2 font-semibold text-base">
            {floor === 0 ? "Ground floor" : `Floor ${floor}`}
            <span className="font-normal text-subtle text-sm">{found.length}</span>
          </h2>
          <ul className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-2">
            {found.map((room) => (
              <li key={room.id}>
                <RoomCard room={room} today={today} onOpen={() => set({ peek: room.id })} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      <RoomPanel room={open} onClose={() => set({ peek: null })} />
    </div>
  );
}

const CLEAR = { q: null, type: null, cleaning: null, occupied: null, blocked: null };

const NoRooms = ({ any, onClear }: { any: boolean; onClear: () => void }) =>
  any ? (
    <EmptyState
      kind="no-match"
      title="No room fits"
      text="No room has this number, guest, type or state."
      action={<Button onClick={onClear}>Clear filters</Button>}
    />
  ) : (
    <EmptyState
      kind="first-use"
      title="No rooms yet"
      text="Add a room type first, then its rooms. Each can be sold at once."
    />
  );
