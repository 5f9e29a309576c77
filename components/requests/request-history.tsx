"use client";
import { useHotel } from "@/components/hotel/hotel-context";
import { Panel } from "@/components/hotel/panel";
import { History, type HistoryEntry } from "@/components/patterns/history";
import { Instant } from "@/components/patterns/values";
import type { RequestDetail } from "@/server/features/requests/schema";
import { changeWords } from "./history-words";

/** Everything that was done to the request, from the audit log, newest first. */
export function RequestHistory({ request }: { request: RequestDetail }) {
  const { href, nameOf, can } = useHotel();
  const entries = [...request.history].reverse().map((entry): HistoryEntry => {
    const what = changeWords(entry, (id) => nameOf(id) ?? "a former colleague");
    const { id, at, actorKind, actorId } = entry;
    if (actorKind === "call")
      return {
        id,
        at,
        what,
        ...(can("calls:read") ? { line: { href: href(`/calls/${actorId}`) } } : { who: "The line" }),
      };
    return {
      id,
      at,
      what,
      who: actorKind === "user" ? (nameOf(actorId) ?? "A former colleague") : "VoiceHive",
    };
  });
  return (
    <Panel title="History">
      {entries.length > 0 ? (
        <History entries={entries} label="History of the request" />
      ) : (
        <p className="text-muted text-sm">
          Asked <Instant at={request.createdAt} show="full" />. Nothing was changed since.
        </p>
      )}
    </Panel>
  );
}
