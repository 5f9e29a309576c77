"use client";
import { Menu as MenuIcon } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { cn } from "@/components/lib/cn";
import { Sheet } from "@/components/ui/sheet";
import { type NavGroup, type NavItem, navHref } from "./nav";

interface PhoneBarProps {
  items: readonly NavItem[];
  groups: readonly NavGroup[];
  active: NavItem | null;
  hotel: string;
}

const cell =
  "flex h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-2xs focus-visible:-outline-offset-2";

/** The role's four pages and More, under the thumb. */
export function PhoneBar({ items, groups, active, hotel }: PhoneBarProps) {
  const [more, setMore] = useState(false);
  const inMore = active !== null && !items.includes(active);
  return (
    <nav
      aria-label="Main pages"
      className="fixed inset-x-0 bottom-0 z-30 flex border-border border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {items.map((item) => {
        const current = item === active;
        return (
          <Link
            key={item.href}
            href={navHref(item, hotel)}
            aria-current={current ? "page" : undefined}
            className={cn(cell, current ? "font-medium text-accent-fg" : "text-muted")}
          >
            <item.icon className="size-5" aria-hidden="true" />
            <span className="max-w-full truncate px-1">{item.label}</span>
          </Link>
        );
      })}
      <Sheet
        open={more}
        onOpenChange={setMore}
        title="More"
        trigger={
          <button type="button" className={cn(cell, inMore ? "font-medium text-accent-fg" : "text-muted")}>
            <MenuIcon className="size-5" aria-hidden="true" />
            More
          </button>
        }
      >
        {groups.map((group) => (
          <section key={group.label} className="mb-3">
            <h3 className="mb-1 text-2xs text-subtle">{group.label}</h3>
            <ul>
              {group.items.map((item) => (
                <li key={item.href}>
                  <Link
                    href={navHref(item, hotel)}
                    onClick={() => setMore(false)}
                    aria-current={item === active ? "page" : undefined}
                    className="flex min-h-11 items-center gap-3 rounded-md px-2 text-base hover:bg-hover aria-[current=page]:font-medium aria-[current=page]:text-accent-fg"
                  >
                    <item.icon className="size-5 text-subtle" aria-hidden="true" />
                    {item.label}
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </Sheet>
    </nav>
  );
}
