"use client";
import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { Dialog as Radix } from "radix-ui";
import { useEffect, useState } from "react";
import { matches } from "@/components/lib/matches";
import { Kbd } from "@/components/ui/kbd";
import { type NavGroup, navHref } from "./nav";
import type { FoundItem, PaletteAction, ShellProps } from "./types";

interface PaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  groups: readonly NavGroup[];
  hotel: string;
  search?: ShellProps["search"];
  actions: readonly PaletteAction[];
}

const row =
  "flex min-h-9 cursor-default items-center gap-2 rounded-md px-2 text-sm data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-subtle pointer-coarse:min-h-11";
const SEARCH_AFTER_MS = 150;

type Found = { state: "idle" | "searching" | "failed"; items: readonly FoundItem[] };

/** Go, find, act (Ctrl K). What is found comes after what was there, so the selected row never moves. */
export function Palette({ open, onOpenChange, groups, hotel, search, actions }: PaletteProps) {
  const router = useRouter();
  const [text, setText] = useState("");
  const found = useSearch(open ? text : "", search);
  const close = (next: boolean) => {
    setText("");
    onOpenChange(next);
  };
  const go = (href: string) => {
    close(false);
    router.push(href);
  };
  return (
    <Radix.Root open={open} onOpenChange={close}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-x-3 top-[12dvh] z-50 mx-auto max-w-xl animate-pop overflow-hidden rounded-xl bg-raised shadow-float outline-none"
        >
          <Radix.Title className="sr-only">Go, find or act</Radix.Title>
          <Command label="Go, find or act" loop filter={matches}>
            <Command.Input
              value={text}
              onValueChange={setText}
              placeholder={
                search ? "Go to a page, find a guest, a code, a room, a call" : "Go to a page or do something"
              }
              className="h-12 w-full border-border border-b bg-transparent px-4 text-base outline-none pointer-coarse:text-lg"
            />
            <Command.List className="max-h-[50dvh] overflow-y-auto p-1 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:text-subtle">
              <Command.Empty className="px-3 py-6 text-center text-muted text-sm">
                {found.state === "searching"
                  ? "Searching …"
                  : "Nothing by that name. Try a code, a room or part of a number."}
              </Command.Empty>
              <Command.Group heading="Go to">
                {groups.flatMap((group) =>
                  group.items.map((item) => (
                    <Command.Item
                      key={item.href}
                      value={`go ${item.label}`}
                      keywords={[...item.keywords]}
                      onSelect={() => go(navHref(item, hotel))}
                      className={row}
                    >
                      <item.icon aria-hidden="true" />
                      <span className="flex-1">{item.label}</span>
                      {item.key ? <Kbd keys={`g ${item.key}`} /> : null}
                    </Command.Item>
                  )),
                )}
              </Command.Group>
              {actions.length > 0 ? (
                <Command.Group heading="Do">
                  {actions.map((action) => (
                    <Command.Item
                      key={action.id}
                      value={`do ${action.id} ${action.label}`}
                      keywords={[...(action.keywords ?? [])]}
                      onSelect={() => {
                        close(false);
                        action.run();
                      }}
                      className={row}
                    >
                      {action.icon}
                      <span className="flex-1">{action.label}</span>
                      {action.kbd ? <Kbd keys={action.kbd} /> : null}
                    </Command.Item>
                  ))}
                </Command.Group>
              ) : null}
              {found.items.length > 0 ? (
                <Command.Group heading="Found" forceMount>
                  {found.items.map((item) => (
                    <Command.Item
                      key={item.id}
                      value={`found ${item.id}`}
                      forceMount
                      onSelect={() => go(item.href)}
                      className={row}
                    >
                      <span className="w-20 shrink-0 text-subtle text-xs">{item.kind}</span>
                      <span className="min-w-0 flex-1 truncate" dir="auto">
                        {item.label}
                      </span>
                      {item.help ? <span className="truncate text-muted text-xs">{item.help}</span> : null}
                    </Command.Item>
                  ))}
                </Command.Group>
              ) : null}
              {found.state === "failed" ? (
                <p className="px-3 py-2 text-danger-fg text-xs">
                  Searching failed. Pages and actions still work.
                </p>
              ) : null}
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Asks after a short rest, drops answers to what is no longer asked. */
function useSearch(text: string, search: ShellProps["search"]): Found {
  const [found, setFound] = useState<Found>({ state: "idle", items: [] });
  useEffect(() => {
    const wanted = text.trim();
    if (!search || wanted.length < 2) {
      setFound({ state: "idle", items: [] });
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      setFound((now) => ({ ...now, state: "searching" }));
      try {
        const items = await search(wanted, AbortSignal.any([abort.signal, AbortSignal.timeout(5_000)]));
        if (!abort.signal.aborted) setFound({ state: "idle", items });
      } catch {
        if (!abort.signal.aborted) setFound({ state: "failed", items: [] });
      }
    }, SEARCH_AFTER_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text, search]);
  return found;
}
