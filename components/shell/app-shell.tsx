"use client";
import { usePathname, useRouter } from "next/navigation";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { FormatProvider } from "@/components/lib/format-context";
import { SingleKeysContext } from "@/components/lib/keys";
import { type Crumb, CrumbProvider, useCrumb } from "./crumbs";
import { HelpDialog } from "./help-dialog";
import { activeItem, allowedNav, LineIcon, navHref, phoneItems } from "./nav";
import { Palette } from "./palette";
import { PhoneBar } from "./phone-bar";
import type { ShortcutAction } from "./shortcuts";
import { Sidebar } from "./sidebar";
import { SkipLink } from "./skip-link";
import { TopBar } from "./top-bar";
import type { ShellProps } from "./types";
import { useShortcuts } from "./use-shortcuts";

const FOLDED_KEY = "voicehive.sidebar";

/** The frame of every page: sidebar, top bar, palette, keys; on a phone a title and a bar of pages. */
export function AppShell(props: ShellProps) {
  const { hotel, singleKeys = true } = props;
  const format = useMemo(
    () => ({ locale: hotel.locale, timeZone: hotel.timeZone }),
    [hotel.locale, hotel.timeZone],
  );
  return (
    <SingleKeysContext.Provider value={singleKeys}>
      <FormatProvider format={format}>
        <CrumbProvider>
          <Frame {...props} />
        </CrumbProvider>
      </FormatProvider>
    </SingleKeysContext.Provider>
  );
}

function Frame(props: ShellProps) {
  const {
    hotels,
    hotel,
    user,
    permissions,
    liveCalls,
    search,
    actions = [],
    onSignOut,
    singleKeys = true,
    banner,
    dock,
    children,
  } = props;
  const path = usePathname();
  const router = useRouter();
  const groups = useMemo(() => allowedNav(permissions), [permissions]);
  const items = groups.flatMap((group) => group.items);
  const active = activeItem(path, hotel.slug, groups);
  const record = useCrumb();
  const [folded, fold] = useFolded();
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  const [switcher, setSwitcher] = useState(false);
  const mayCall = permissions.includes("calls:place");
  useFocusHeading(path);

  const onAction = (action: Exclude<ShortcutAction, { type: "wait" }>) => {
    const item = action.type === "go" ? items.find((each) => each.key === action.key) : undefined;
    if (action.type === "palette") setPalette(true);
    else if (action.type === "hotels") setSwitcher(hotels.length > 1);
    else if (action.type === "help") setHelp(true);
    else if (action.type === "sidebar") fold();
    else if (action.type === "new") document.querySelector<HTMLElement>("[data-new]")?.click();
    else if (item) router.push(navHref(item, hotel.slug));
  };
  useShortcuts({ keys: items.flatMap((item) => item.key ?? []), letters: singleKeys, onAction });
  const shell = useListeningMark();

  const crumbs: Crumb[] = active ? [{ label: active.label, href: navHref(active, hotel.slug) }] : [];
  if (record) crumbs.push({ label: record, href: path });
  const allActions = mayCall
    ? [
        {
          id: "call-line",
          label: "Call the line",
          icon: <LineIcon aria-hidden="true" />,
          run: () => router.push(`/${hotel.slug}/softphone`),
        },
        ...actions,
      ]
    : actions;
  return (
    <div ref={shell} data-shell="" className="flex min-h-dvh">
      <SkipLink />
      <Sidebar
        groups={groups}
        active={active}
        hotels={hotels}
        hotel={hotel}
        folded={folded}
        onFold={fold}
        switcherOpen={switcher}
        onSwitcher={setSwitcher}
        user={user}
        onHelp={() => setHelp(true)}
        onSignOut={onSignOut}
      />
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar
          crumbs={crumbs}
          calls={liveCalls}
          hotel={hotel.slug}
          mayCall={mayCall}
          onPalette={() => setPalette(true)}
        />
        {banner}
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto w-full max-w-[1328px] flex-1 px-3 pt-4 pb-20 md:px-6 md:pb-6"
        >
          {children}
        </main>
      </div>
      {dock}
      <PhoneBar items={phoneItems(permissions)} groups={groups} active={active} hotel={hotel.slug} />
      <Palette
        open={palette}
        onOpenChange={setPalette}
        groups={groups}
        hotel={hotel.slug}
        search={search}
        actions={allActions}
      />
      <HelpDialog open={help} onOpenChange={setHelp} groups={groups} />
    </div>
  );
}

/** Whether the sidebar is folded, kept in this browser. */
function useFolded(): [boolean, () => void] {
  const [folded, setFolded] = useState(false);
  useEffect(() => {
    try {
      setFolded(localStorage.getItem(FOLDED_KEY) === "folded");
    } catch {
      // Storage is off: open each time.
    }
  }, []);
  const toggle = useCallback(() => {
    setFolded((now) => {
      try {
        localStorage.setItem(FOLDED_KEY, now ? "open" : "folded");
      } catch {
        // As above.
      }
      return !now;
    });
  }, []);
  return [folded, toggle];
}

/** The server's page does not hear keys yet: the mark of the frame says when it does, to whoever drives a browser. */
function useListeningMark() {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (frame.current) frame.current.dataset.shell = "listening";
  }, []);
  return frame;
}

/** A route change puts the focus on the new page's h1, so that it is read out and Tab starts there. */
function useFocusHeading(path: string): void {
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    const heading = document.querySelector<HTMLElement>("main h1");
    (heading?.hasAttribute("tabindex") ? heading : document.getElementById("main"))?.focus({
      preventScroll: true,
    });
  }, [path]);
}
