"use client";
import Link from "next/link";
import { useState } from "react";
import { useHotel } from "@/components/hotel/hotel-context";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { KeyValues } from "@/components/patterns/key-values";
import { StateBadge } from "@/components/patterns/state-badge";
import { stateLook } from "@/components/patterns/states";
import { StayDates } from "@/components/patterns/values";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/sheet";
import { toast } from "@/components/ui/toast";
import type { RoomRow } from "@/server/features/rooms";
import { cleaningTransitions } from "@/server/features/rooms/rules";
import { attributeWords } from "./attributes";
import { BlockForm } from "./block-form";
import { useRoomVerbs } from "./use-room-verbs";

/** One room beside the house: cleaning, guest, block. */
export function RoomPanel({ room, onClose }: { room: RoomRow | undefined; onClose: () => void }) {
  return (
    <Sheet
      open={room !== undefined}
      onOpenChange={(open) => !open && onClose()}
      title={room ? `Room ${room.number}` : ""}
      description={room ? `${room.roomType.name}, floor ${room.floor}` : ""}
    >
      {room ? <Inside key={room.id} room={room} /> : null}
    </Sheet>
  );
}

function Inside({ room }: { room: RoomRow }) {
  const { can, href } = useHotel();
  const { setCleaning } = useRoomVerbs();
  const [blocking, setBlocking] = useState(false);
  const { id: roomId, number, cleaning, occupant, attributes } = room;
  const move = (to: RoomRow["cleaning"]) =>
    setCleaning.mutate(
      { roomId, cleaning: to },
      { onSuccess: () => toast.done(`Room ${number} is ${stateLook("room", to).word.toLowerCase()}`) },
    );
  return (
    <div className="flex flex-col gap-5">
      <section className="flex flex-col gap-2">
        <h3 className="font-semibold text-sm">Cleaning</h3>
        <div className="flex flex-wrap items-center gap-2">
          <StateBadge kind="room" state={cleaning} />
          {can("requests:write")
            ? cleaningTransitions[cleaning].map((to) => (
                <Button
                  key={to}
                  size="small"
                  pending={setCleaning.isPending && setCleaning.variables?.cleaning === to}
                  onClick={() => move(to)}
                >
                  Set {stateLook("room", to).word.toLowerCase()}
                </Button>
              ))
            : null}
        </div>
        {setCleaning.error ? <Banner tone="danger">{setCleaning.error.message}</Banner> : null}
      </section>
      <section className="flex flex-col gap-2">
        <h3 className="font-semibold text-sm">Guest</h3>
        {occupant ? (
          <p className="text-sm">
            <Link
              href={href(`/reservations/${occupant.reservationId}`)}
              className="underline underline-offset-4"
            >
              <bdi>{occupant.guest || "Guest"}</bdi>
            </Link>{" "}
            <span className="font-mono text-muted">{occupant.code}</span>, leaves {occupant.departure}
          </p>
        ) : (
          <p className="text-muted text-sm">Nobody is in this room.</p>
        )}
      </section>
      <section className="flex flex-col gap-2">
        <h3 className="font-semibold text-sm">Block</h3>
        {room.block ? <Block room={room} block={room.block} /> : null}
        {!room.block && !blocking ? (
          <p className="text-muted text-sm">It can be sold on every free night.</p>
        ) : null}
        {!room.block && can("rooms:write") && !blocking ? (
          <Button className="self-start" onClick={() => setBlocking(true)}>
            Block room
          </Button>
        ) : null}
        {!room.block && blocking ? <BlockForm room={room} onDone={() => setBlocking(false)} /> : null}
      </section>
      {attributes.length > 0 ? (
        <KeyValues items={[{ label: "Only here", value: attributes.map(attributeWords).join(", ") }]} />
      ) : null}
    </div>
  );
}

function Block({ room, block }: { room: RoomRow; block: NonNullable<RoomRow["block"]> }) {
  const { can } = useHotel();
  const { endBlock } = useRoomVerbs();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 text-sm">
        <StateBadge kind="room" state={block.kind} />
        <StayDates arrival={block.firstNight} departure={block.endNight} nights="long" />
      </div>
      <p className="text-sm" dir="auto">
        {block.reason}
      </p>
      {can("rooms:write") ? (
        <Button className="self-start" onClick={() => setAsking(true)}>
          End block
        </Button>
      ) : null}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        danger={false}
        object={`End the block of room ${room.number}?`}
        consequence="It can be sold again at once, from the next call on."
        verb="End block"
        keep="Keep block"
        onConfirm={async () => {
          await endBlock.mutateAsync({ blockId: block.id });
          toast.done(`Room ${room.number} can be sold again`);
        }}
      />
    </>
  );
}
