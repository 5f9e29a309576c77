"use client";
import { CircleUserRound, Keyboard, LogOut } from "lucide-react";
import Link from "next/link";
import { cn } from "@/components/lib/cn";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import type { ShellUser } from "./types";

export interface UserMenuProps {
  user: ShellUser;
  folded?: boolean;
  onHelp: () => void;
  onSignOut?: () => void;
}

export function UserMenu({ user, folded, onHelp, onSignOut }: UserMenuProps) {
  const initials = user.name
    .split(/\s+/)
    .map((word) => [...word][0] ?? "")
    .slice(0, 2)
    .join("")
    .toUpperCase();
  return (
    <Menu
      align="start"
      side="top"
      label="Your account"
      trigger={
        <button
          type="button"
          className={cn(
            "flex h-9 min-w-0 items-center gap-2 rounded-md px-1.5 hover:bg-hover",
            !folded && "flex-1",
          )}
        >
          <span
            aria-hidden="true"
            className="grid size-6 shrink-0 place-items-center rounded-full bg-neutral-bg font-medium text-2xs text-neutral-fg"
          >
            {initials || "?"}
          </span>
          <span className="sr-only">Your account: </span>
          <span className={cn(folded ? "sr-only" : "min-w-0 truncate text-start text-sm")} dir="auto">
            {user.name}
          </span>
        </button>
      }
    >
      <MenuLabel>
        {user.email}, {user.role}
      </MenuLabel>
      <MenuItem asChild>
        <Link href="/account">
          <CircleUserRound aria-hidden="true" />
          Account
        </Link>
      </MenuItem>
      <MenuItem icon={<Keyboard aria-hidden="true" />} kbd="?" onSelect={onHelp}>
        Keyboard shortcuts
      </MenuItem>
      {onSignOut ? (
        <>
          <MenuSeparator />
          <MenuItem icon={<LogOut aria-hidden="true" />} onSelect={onSignOut}>
            Sign out
          </MenuItem>
        </>
      ) : null}
    </Menu>
  );
}
