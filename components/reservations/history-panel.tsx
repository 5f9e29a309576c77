"use client";
import { useHotel } from "@/components/hotel/hotel-context";
import { Panel } from "@/components/hotel/panel";
import { useFormat } from "@/components/lib/format-context";
import { History, type HistoryEntry } from "@/components/patterns/history";
import { historyText } from "./history-text";
import type { ReservationDetail } from "./types";

/** Everything that was done to the reservation, from the audit log, newest first. */
export function HistoryPanel({ reservation }: { reservation: ReservationDetail }) {
  const { href, nameOf } = useHotel();
  const { locale } = useFormat();
  const { currency } = reservation.total;
  const entries = [...reservation.history].reverse().map((entry): HistoryEntry => {
    const byLine = entry.actorKind === "call";
    const who = entry.actorKind === "user" ? (nameOf(entry.actorId) ?? "A former colleague") : "VoiceHive";
    return {
      id: entry.id,
      at: entry.at,
      what: historyText(entry, { currency, locale }),
      ...(byLine ? { line: { href: href(`/calls/${entry.actorId}`) } } : { who }),
    };
  });
  return (
    <Panel title="History">
      {entries.length > 0 ? (
        <History entries={entries} label="History of the reservation" />
      ) : (
        <p className="text-muted text-sm">Nothing is recorded: it came with an import.</p>
      )}
    </Panel>
  );
}
