import { BedDouble } from "lucide-react";
import { cn } from "@/components/lib/cn";
import { formatPlainDate } from "@/components/lib/format";
import { useFormat } from "@/components/lib/format-context";
import { StateBadge } from "@/components/patterns/state-badge";
import type { RoomRow } from "@/server/features/rooms";
import { blockedOn } from "./house";

interface Props {
  room: RoomRow;
  today: string;
  onOpen: () => void;
}

/** A room at a glance: number, cleaning, who is in it, whether it can be sold. */
export function RoomCard({ room, today, onOpen }: Props) {
  const { locale } = useFormat();
  const { number, roomType, cleaning, block, occupant } = room;
  const shut = blockedOn(block, today);
  return (
    <button
      type="button"
      onClick={onOpen}
      data-room={number}
      className={cn(
        "flex h-full min-h-24 w-full flex-col items-start gap-1.5 rounded-lg border border-border bg-surface p-3 text-start hover:bg-hover",
        shut && block?.kind === "out_of_order" && "border-danger/50",
      )}
    >
      <span className="flex w-full items-baseline gap-2">
        <span className="font-semibold text-lg">{number}</span>
        <span className="text-muted text-xs" title={roomType.name}>
          {roomType.code}
        </span>
      </span>
      <span className="flex flex-wrap gap-1">
        {shut && block ? <StateBadge kind="room" state={block.kind} /> : null}
        <StateBadge kind="room" state={cleaning} />
      </span>
      {occupant ? (
        <span className="flex w-full items-start gap-1.5 text-sm">
          <BedDouble className="mt-0.5 size-4 shrink-0 fill-current text-muted" aria-hidden="true" />
          <span className="min-w-0 flex-1">
            <bdi className="block truncate">{occupant.guest || "Guest"}</bdi>
            <span className="block whitespace-nowrap text-muted text-xs">
              {occupant.departure <= today
                ? "Leaves today"
                : `To ${formatPlainDate(occupant.departure, locale)}`}
            </span>
          </span>
        </span>
      ) : (
        <span className="line-clamp-2 text-muted text-sm" dir="auto">
          {!block
            ? "Free"
            : shut
              ? block.reason
              : `Blocked from ${formatPlainDate(block.firstNight, locale)}`}
        </span>
      )}
    </button>
  );
}
