"use client";
import { PageHeader } from "@/components/patterns/page-header";
import { StatTile } from "@/components/patterns/stat-tile";
import { AppShell } from "@/components/shell/app-shell";
import { RecordCrumb } from "@/components/shell/crumbs";
import { nav } from "@/components/shell/nav";
import type { FoundItem } from "@/components/shell/types";
import { Button } from "@/components/ui/button";

const hotels = [
  { slug: "gallery/shell", name: "Fjord Hotel", timeZone: "Europe/Oslo", locale: "en-GB" },
  {
    slug: "harbour",
    name: "Harbour House and Apartments at the Old Customs Quay",
    timeZone: "Europe/Oslo",
    locale: "en-GB",
  },
];
const permissions = nav.flatMap((group) => group.items.flatMap((item) => item.permission ?? []));
const guests: FoundItem[] = [
  { id: "g1", kind: "Guest", label: "Maja Lindqvist", help: "+47 22 34 56 78", href: "/gallery" },
  { id: "r1", kind: "Reservation", label: "7K2M Lindqvist", help: "Thu 5 – Sun 8 Mar", href: "/gallery" },
];

export function ShellDemo() {
  return (
    <AppShell
      hotels={hotels}
      hotel={hotels[0] as (typeof hotels)[number]}
      user={{ name: "Ingrid Åsen", email: "ingrid@fjord.example", role: "Owner" }}
      permissions={permissions}
      liveCalls={[
        { id: "1", caller: "Maja Lindqvist", state: "speaking", startedAt: "2026-03-04T12:42:00Z" },
        {
          id: "2",
          caller: "Unknown caller",
          state: "transferring",
          startedAt: "2026-03-04T12:43:00Z",
          needsPerson: true,
        },
      ]}
      search={async (text) =>
        guests.filter((guest) => guest.label.toLowerCase().includes(text.toLowerCase()))
      }
      onSignOut={() => {}}
    >
      <RecordCrumb label="7K2M Lindqvist" />
      <PageHeader
        title="Wed 4 March"
        meta="Oslo 13:42"
        actions={<Button variant="primary">Add reservation</Button>}
      />
      <div className="mt-4 grid grid-cols-2 gap-3 lg:grid-cols-5">
        {["Calls", "By the line", "Booked", "Occupancy", "p50"].map((label) => (
          <StatTile key={label} label={label} value="47" n="42 of 47" />
        ))}
      </div>
    </AppShell>
  );
}
