"use client";
import { useState } from "react";
import { useHotel } from "@/components/hotel/hotel-context";
import { addDays } from "@/components/lib/format";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { DateRange, type StayRange } from "@/components/ui/date-range";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { toast } from "@/components/ui/toast";
import type { RoomRow } from "@/server/features/rooms";
import { useRoomVerbs } from "./use-room-verbs";

const kinds = [
  { value: "out_of_order", label: "Out of order" },
  { value: "out_of_service", label: "Out of service" },
] as const;

/** Takes a room out of sale for some nights, with the reason. */
export function BlockForm({ room, onDone }: { room: RoomRow; onDone: () => void }) {
  const { today } = useHotel();
  const { block } = useRoomVerbs();
  const [kind, setKind] = useState<(typeof kinds)[number]["value"]>("out_of_order");
  const [reason, setReason] = useState("");
  const [nights, setNights] = useState<StayRange | null>({ arrival: today, departure: addDays(today, 1) });
  const [tried, setTried] = useState(false);
  const short = reason.trim().length < 3;
  const save = () => {
    setTried(true);
    if (short || !nights || block.isPending) return;
    block.mutate(
      {
        roomId: room.id,
        kind,
        reason: reason.trim(),
        firstNight: nights.arrival,
        endNight: nights.departure,
      },
      {
        onSuccess: () => {
          toast.done(`Room ${room.number} is blocked`);
          onDone();
        },
      },
    );
  };
  return (
    <form
      className="flex flex-col gap-3 rounded-lg border border-border p-3"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Segmented aria-label="Kind of block" value={kind} onValueChange={setKind} options={kinds} />
      <p className="text-muted text-xs">
        {kind === "out_of_order"
          ? "It is taken out of what the line can sell."
          : "It has a fault but can still be sold when the house is full."}
      </p>
      <Field label="Nights" group error={tried && !nights ? "Choose the nights." : undefined}>
        <DateRange today={today} value={nights} onValueChange={setNights} />
      </Field>
      <Field
        label="Reason"
        error={tried && short ? "Say why, for example: shower leaks." : undefined}
        required
      >
        <Input
          value={reason}
          maxLength={200}
          onChange={(event) => setReason(event.target.value)}
          dir="auto"
        />
      </Field>
      {block.error ? (
        <Banner tone="danger" urgent>
          {block.error.message}
        </Banner>
      ) : null}
      <div className="flex gap-2">
        <Button type="submit" variant="primary" pending={block.isPending}>
          Block room
        </Button>
        <Button variant="ghost" onClick={onDone}>
          Leave as it is
        </Button>
      </div>
    </form>
  );
}
