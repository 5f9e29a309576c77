"use client";
import { PanelLeft } from "lucide-react";
import Link from "next/link";
import { cn } from "@/components/lib/cn";
import { IconButton } from "@/components/ui/icon-button";
import { Tooltip } from "@/components/ui/tooltip";
import { HotelSwitcher } from "./hotel-switcher";
import { type NavGroup, type NavItem, navHref } from "./nav";
import type { ShellHotel } from "./types";
import { UserMenu, type UserMenuProps } from "./user-menu";

interface SidebarProps extends UserMenuProps {
  groups: readonly NavGroup[];
  active: NavItem | null;
  hotels: readonly ShellHotel[];
  hotel: ShellHotel;
  folded: boolean;
  onFold: () => void;
  switcherOpen: boolean;
  onSwitcher: (open: boolean) => void;
}

/** The pages one may open, by group; 232 px, or 56 folded to its icons. */
export function Sidebar(props: SidebarProps) {
  const { groups, active, hotels, hotel, folded, onFold, switcherOpen, onSwitcher } = props;
  return (
    <aside
      aria-label="Pages and hotel"
      className={cn(
        "sticky top-0 hidden h-dvh shrink-0 flex-col border-border border-e bg-sunken md:flex",
        folded ? "w-14" : "w-58",
      )}
    >
      <div className="flex h-12 items-center px-2">
        <HotelSwitcher
          hotels={hotels}
          hotel={hotel}
          folded={folded}
          open={switcherOpen}
          onOpenChange={onSwitcher}
        />
      </div>
      <nav aria-label="Pages" className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto px-2 py-2">
        {groups.map((group) => (
          <div key={group.label}>
            <p className={cn("px-2 pb-0.5 text-2xs text-subtle", folded && "sr-only")}>{group.label}</p>
            <ul className="flex flex-col gap-px">
              {group.items.map((item) => (
                <li key={item.href}>
                  <NavLink
                    item={item}
                    href={navHref(item, hotel.slug)}
                    current={item === active}
                    folded={folded}
                  />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <div className={cn("flex items-center gap-1 border-border border-t p-2", folded && "flex-col")}>
        <UserMenu {...props} />
        <IconButton
          label={folded ? "Open the sidebar" : "Fold the sidebar"}
          kbd="["
          size="small"
          icon={<PanelLeft aria-hidden="true" />}
          aria-expanded={!folded}
          onClick={onFold}
        />
      </div>
    </aside>
  );
}

interface NavLinkProps {
  item: NavItem;
  href: string;
  current: boolean;
  folded: boolean;
}

function NavLink({ item, href, current, folded }: NavLinkProps) {
  const { icon: Icon, label, key } = item;
  const link = (
    <Link
      href={href}
      aria-current={current ? "page" : undefined}
      aria-label={folded ? label : undefined}
      className={cn(
        "flex h-8 items-center gap-2 rounded-md px-2 text-sm transition-colors focus-visible:-outline-offset-2",
        folded && "justify-center",
        current ? "bg-strong/60 font-medium text-text" : "text-muted hover:bg-hover hover:text-text",
      )}
    >
      <Icon className="size-4 shrink-0" aria-hidden="true" />
      {folded ? null : <span className="truncate">{label}</span>}
    </Link>
  );
  if (!folded) return link;
  return (
    <Tooltip content={label} kbd={key ? `g ${key}` : undefined} side="right">
      {link}
    </Tooltip>
  );
}
