"use client";
import { EmptyState } from "@/components/patterns/empty-state";
import { ErrorState } from "@/components/patterns/error-state";
import { History } from "@/components/patterns/history";
import { KeyValues } from "@/components/patterns/key-values";
import { NoPermission } from "@/components/patterns/no-permission";
import { StatTile } from "@/components/patterns/stat-tile";
import { StateBadge } from "@/components/patterns/state-badge";
import { type StateKind, states } from "@/components/patterns/states";
import { Duration, Instant, Latency, LineMark, Money, Phone, StayDates } from "@/components/patterns/values";
import { Button } from "@/components/ui/button";
import { Line, Part } from "./part";

const card = "rounded-lg border border-border bg-surface";

export function StateParts() {
  return (
    <Part title="States and values">
      {(Object.keys(states) as StateKind[]).map((kind) => (
        <Line key={kind} label={kind}>
          {Object.keys(states[kind]).map((state) => (
            <StateBadge key={state} kind={kind} state={state}>
              {state === "held" ? "4 min" : null}
            </StateBadge>
          ))}
        </Line>
      ))}
      <div className="grid grid-cols-2 gap-3 md:grid-cols-4">
        <StatTile
          label="Calls"
          value="47"
          delta={{ text: "6 on Wed", way: "up", mood: "good" }}
          href="/gallery?calls"
        />
        <StatTile label="By the line" value="89 %" n="42 of 47" />
        <StatTile label="p50" value="640 ms" delta={{ text: "p95 1.31 s", way: "same" }} />
        <StatTile label="Booked" value="" loading />
      </div>
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
        <div className={`${card} p-4`}>
          <KeyValues
            items={[
              { label: "Total", value: <Money amount={50_940} currency="EUR" /> },
              { label: "Dinars", value: <Money amount={1_234_567} currency="KWD" /> },
              {
                label: "Balance",
                value: <Money amount={null} currency="EUR" unknown="The payment service did not answer" />,
              },
              {
                label: "Stay",
                value: <StayDates arrival="2026-03-05" departure="2026-03-08" nights="long" />,
              },
              { label: "Held", value: <Instant at="2026-03-04T12:32:00Z" /> },
              { label: "Call", value: <Duration ms={185_000} /> },
              { label: "Wait", value: <Latency ms={912} /> },
              { label: "Phone", value: <Phone number="+4722345678" link /> },
              { label: "Booked", value: <LineMark href="/gallery" atMs={13_000} /> },
            ]}
          />
        </div>
        <div className={`${card} p-4`}>
          <History
            entries={[
              { id: "3", at: "2026-03-04T12:40:00Z", what: "Confirmed", who: "Ingrid Åsen" },
              { id: "2", at: "2026-03-04T12:35:00Z", what: "Paid EUR 164.00", who: "محمد العلي" },
              {
                id: "1",
                at: "2026-03-04T12:32:00Z",
                what: "Held Courtyard Double",
                line: { href: "/gallery", atMs: 13_000 },
              },
            ]}
          />
        </div>
        <div className={card}>
          <EmptyState
            kind="first-use"
            title="No calls today"
            text="Call the line to hear it."
            action={<Button variant="primary">Call the line</Button>}
          />
        </div>
        <div className={card}>
          <EmptyState
            kind="no-match"
            title="No reservation fits"
            text="Three filters are set."
            action={<Button>Clear filters</Button>}
          />
        </div>
        <div className={card}>
          <EmptyState kind="all-done" title="Every request is done" />
        </div>
        <div className={card}>
          <NoPermission who="managers" what="rates" ask={{ name: "Ingrid", role: "owner" }} />
        </div>
        <ErrorState title="Calls could not be loaded" requestId="0198c3f2" retry={() => {}} />
      </div>
    </Part>
  );
}
