"use client";
import { Command } from "cmdk";
import { Check, ChevronsUpDown, Hotel } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { cn } from "@/components/lib/cn";
import { matches } from "@/components/lib/matches";
import { Popover } from "@/components/ui/popover";
import { sameItemElsewhere } from "./nav";
import type { ShellHotel } from "./types";

interface HotelSwitcherProps {
  hotels: readonly ShellHotel[];
  hotel: ShellHotel;
  folded?: boolean;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Goes to the same page of another hotel (Ctrl .). With one hotel it is only its name. */
export function HotelSwitcher({ hotels, hotel, folded, open, onOpenChange }: HotelSwitcherProps) {
  const path = usePathname();
  const router = useRouter();
  const name = (
    <>
      <Hotel className="size-4 shrink-0 text-muted" aria-hidden="true" />
      <span
        className={cn("min-w-0 flex-1 truncate text-start font-semibold text-sm", folded && "sr-only")}
        dir="auto"
      >
        {hotel.name}
      </span>
    </>
  );
  if (hotels.length < 2)
    return (
      <div className={cn("flex h-9 w-full items-center gap-2 px-2", folded && "justify-center")}>{name}</div>
    );
  return (
    <Popover
      label="Change hotel"
      open={open}
      onOpenChange={onOpenChange}
      className="w-64 p-0"
      trigger={
        <button
          type="button"
          aria-keyshortcuts="Control+."
          className={cn(
            "flex h-9 w-full items-center gap-2 rounded-md px-2 hover:bg-hover",
            folded && "justify-center",
          )}
        >
          {name}
          {folded ? null : <ChevronsUpDown className="size-3.5 shrink-0 text-subtle" aria-hidden="true" />}
        </button>
      }
    >
      <Command label="Hotels" filter={matches}>
        <Command.Input
          placeholder="Find a hotel"
          className="h-9 w-full border-border border-b bg-transparent px-3 text-sm outline-none pointer-coarse:h-11 pointer-coarse:text-lg"
        />
        <Command.List className="max-h-72 overflow-y-auto p-1">
          <Command.Empty className="px-2 py-3 text-muted text-sm">No hotel of that name.</Command.Empty>
          {hotels.map((each) => (
            <Command.Item
              key={each.slug}
              value={each.slug}
              keywords={[each.name]}
              onSelect={() => {
                onOpenChange(false);
                if (each.slug !== hotel.slug) router.push(sameItemElsewhere(path, hotel.slug, each.slug));
              }}
              className="flex min-h-8 items-center gap-2 rounded-md px-2 text-sm data-[selected=true]:bg-hover pointer-coarse:min-h-11"
            >
              <Check
                className={cn("size-3.5 text-accent-fg", each.slug !== hotel.slug && "invisible")}
                aria-hidden="true"
              />
              <span className="truncate" dir="auto">
                {each.name}
              </span>
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </Popover>
  );
}
