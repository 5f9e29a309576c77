"use client";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { AlarmBanner } from "@/components/alarms/alarm-banner";
import { signOut } from "@/components/auth/sign-in";
import { LiveStaleBar } from "@/components/live/stale-bar";
import { AppShell } from "@/components/shell/app-shell";
import type { FoundItem, LiveCall, ShellHotel, ShellUser } from "@/components/shell/types";
import { PhoneDock } from "@/components/softphone/phone-dock";
import { TransferBanner } from "@/components/telephony/transfer-banner";
import { useTRPC, useTRPCClient } from "@/components/trpc/client";

interface Props {
  hotel: ShellHotel;
  hotels: readonly ShellHotel[];
  user: ShellUser;
  permissions: readonly string[];
  children: ReactNode;
}

/** The shell with its data: running calls, search over calls and reservations, sign-out. */
export function HotelFrame({ hotel, hotels, user, permissions, children }: Props) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const mayHear = permissions.includes("calls:read");
  const live = useQuery({ ...trpc.calls.list.queryOptions({ view: "live" }), enabled: mayHear });

  const search = async (text: string, signal: AbortSignal): Promise<readonly FoundItem[]> => {
    const [calls, stays] = await Promise.all([
      mayHear ? client.calls.list.query({ search: text }, { signal }) : null,
      permissions.includes("reservations:read")
        ? client.reservations.list.query({ search: text }, { signal })
        : null,
    ]);
    return [
      ...(stays?.rows ?? []).slice(0, 5).map((row) => ({
        id: row.id,
        kind: "Reservation",
        label: `${row.code} ${[row.guest.last, row.guest.first].filter(Boolean).join(", ")}`,
        help: `${row.arrival} to ${row.departure}`,
        href: `/${hotel.slug}/reservations/${row.id}`,
      })),
      ...(calls?.rows ?? []).slice(0, 5).map((row) => ({
        id: row.id,
        kind: "Call",
        label: row.guest?.name ?? row.fromNumber ?? "Unknown caller",
        help: row.sentence?.replace(/\[\[|\]\]/g, "") ?? row.summary ?? "",
        href: `/${hotel.slug}/calls/${row.id}`,
      })),
    ];
  };

  return (
    <AppShell
      hotel={hotel}
      hotels={hotels}
      user={user}
      permissions={permissions}
      liveCalls={(live.data?.rows ?? []).map(toLiveCall)}
      search={search}
      onSignOut={() => void signOut()}
      banner={
        <>
          <AlarmBanner
            hotel={hotel.slug}
            allowed={permissions.includes("requests:read")}
            mayTake={permissions.includes("requests:write")}
          />
          <LiveStaleBar />
          <TransferBanner hotel={hotel.slug} allowed={mayHear && permissions.includes("calls:control")} />
        </>
      }
      dock={<PhoneDock />}
    >
      {children}
    </AppShell>
  );
}

interface Running {
  id: string;
  guest: { name: string } | null;
  fromNumber: string | null;
  state: string;
  startedAt: string;
}

const toLiveCall = (row: Running): LiveCall => ({
  id: row.id,
  caller: row.guest?.name ?? row.fromNumber ?? "Unknown caller",
  state: row.state,
  startedAt: row.startedAt,
});
