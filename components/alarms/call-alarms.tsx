"use client";
import { useQuery } from "@tanstack/react-query";
import { Panel } from "@/components/calls/panel";
import { KeyValues } from "@/components/patterns/key-values";
import { StateBadge } from "@/components/patterns/state-badge";
import { Instant } from "@/components/patterns/values";
import { useTRPC } from "@/components/trpc/client";
import { Badge } from "@/components/ui/badge";
import { alarmKinds, takenWords } from "./words";

/** The alarms of a call: what it was, who took it and when, and who was told before. Nothing where there was none. */
export function CallAlarms({ callId }: { callId: string }) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.alarms.ofCall.queryOptions({ callId }));
  return (data?.alarms ?? []).map((alarm) => (
    <Panel key={alarm.id} title={`Alarm: ${alarmKinds[alarm.kind]}`}>
      <div className="mb-2">
        {alarm.takenAt ? (
          <Badge tone="success">Taken</Badge>
        ) : alarm.unansweredAt ? (
          <Badge tone="danger">Nobody answered</Badge>
        ) : (
          <Badge tone="danger">Nobody has taken it yet</Badge>
        )}
      </div>
      <KeyValues
        items={[
          { label: "Place", value: <span dir="auto">{alarm.place}</span> },
          { label: "Raised", value: <Instant at={alarm.raisedAt} show="full" /> },
          ...(alarm.takenAt
            ? [
                { label: "Taken", value: <Instant at={alarm.takenAt} show="full" /> },
                { label: "By", value: takenWords(alarm.takenByName, alarm.takenHow) },
              ]
            : []),
        ]}
      />
      {alarm.told.length > 0 ? (
        <ul className="mt-3 flex flex-col gap-1 text-sm">
          {alarm.told.map(({ attempt, name, at, status }) => (
            <li key={attempt} className="flex items-center justify-between gap-2">
              <span>
                <bdi>{name}</bdi>{" "}
                <span className="text-muted">
                  <Instant at={at} show="time" />
                </span>
              </span>
              <StateBadge kind="call_out" state={status} />
            </li>
          ))}
        </ul>
      ) : (
        <p className="mt-3 text-muted text-sm">Nobody was called: the alarm stood in the dashboard.</p>
      )}
    </Panel>
  ));
}
