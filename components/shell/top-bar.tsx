"use client";
import { ChevronLeft, Search } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { type Crumb, Crumbs } from "./crumbs";
import { LivePill } from "./live-pill";
import { LineIcon } from "./nav";
import { ThemeMenu } from "./theme-menu";
import type { LiveCall } from "./types";

interface TopBarProps {
  crumbs: readonly Crumb[];
  calls: readonly LiveCall[];
  hotel: string;
  mayCall: boolean;
  onPalette: () => void;
}

/** Where one is, what is live, and the way to hear the line. On a phone: back and title. */
export function TopBar({ crumbs, calls, hotel, mayCall, onPalette }: TopBarProps) {
  const parent = crumbs.at(-2);
  const title = crumbs.at(-1)?.label ?? "";
  return (
    <header className="sticky top-0 z-20 flex h-12 items-center gap-2 border-border border-b bg-bg px-3 md:px-6">
      <div className="flex min-w-0 flex-1 items-center gap-1 md:hidden">
        {parent ? (
          <Link
            href={parent.href}
            aria-label={`Back to ${parent.label}`}
            className="grid size-9 shrink-0 place-items-center rounded-md text-muted hover:bg-hover pointer-coarse:size-11"
          >
            <ChevronLeft aria-hidden="true" className="size-5 rtl:rotate-180" />
          </Link>
        ) : null}
        <span aria-hidden="true" className="min-w-0 truncate px-1 font-semibold text-lg" dir="auto">
          {title}
        </span>
      </div>
      <div className="hidden min-w-0 flex-1 md:block">
        <Crumbs items={crumbs} />
      </div>
      <LivePill calls={calls} hotel={hotel} />
      {mayCall ? (
        <Button asChild className="max-sm:aspect-square max-sm:px-0">
          <Link href={`/${hotel}/softphone`}>
            <LineIcon aria-hidden="true" />
            <span className="max-sm:sr-only">Call the line</span>
          </Link>
        </Button>
      ) : null}
      <IconButton
        label="Go, find or act"
        kbd="Ctrl K"
        icon={<Search aria-hidden="true" />}
        onClick={onPalette}
        aria-keyshortcuts="Control+K"
      />
      <ThemeMenu />
    </header>
  );
}
