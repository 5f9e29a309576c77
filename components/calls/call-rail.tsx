"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Check, Flag, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { CallAlarms } from "@/components/alarms/call-alarms";
import { formatCount, formatDuration, formatPercent } from "@/components/lib/format";
import { KeyValues } from "@/components/patterns/key-values";
import { StateBadge } from "@/components/patterns/state-badge";
import { Latency } from "@/components/patterns/values";
import { Waterfall } from "@/components/patterns/waterfall";
import { useTRPC } from "@/components/trpc/client";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { vendorLabel } from "@/components/vendors/catalogue";
import type { CallDetail, Turn } from "@/server/features/calls/schema";
import { Mood } from "./columns";
import type { FactView } from "./facts";
import { Panel } from "./panel";
import type { TurnServices } from "./project";
import { stageMedians } from "./stage-medians";
import { VendorsPanel } from "./vendors-panel";
import { callOutcome, endReason, intentText, rungWords, sentenceCase, usageWords } from "./words";

interface RailProps {
  hotel: string;
  call: CallDetail;
  live: boolean;
  mayControl: boolean;
  /** The turn whose wait and facts are shown. */
  turn: Turn | null;
  services?: TurnServices | undefined;
  facts: readonly FactView[];
  onFact: (id: string) => void;
}

/** Beside the words: what came of the call, where the chosen turn's time went, and what it claimed. */
export function CallRail({ hotel, call, live, mayControl, turn, services, facts, onFact }: RailProps) {
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <CallAlarms callId={call.id} />
      {live ? null : <Summary call={call} mayControl={mayControl} />}
      <Written hotel={hotel} call={call} />
      <Panel title="Turn">
        <Waterfall
          timing={turn?.timing ?? null}
          by={servedBy(services)}
          label={turn ? `Turn at ${formatDuration(turn.startMs)}` : "Turn"}
        />
        <Rungs rungs={services?.rungs ?? []} />
      </Panel>
      {facts.length > 0 ? (
        <Panel title="Facts">
          <ul className="flex flex-col">
            {facts.map((fact) => (
              <li key={fact.id} className="border-border border-b last:border-b-0">
                <button
                  type="button"
                  onClick={() => onFact(fact.id)}
                  className="flex w-full flex-col rounded-sm py-1.5 text-start text-sm hover:bg-hover"
                >
                  <span dir="auto">{fact.spoken}</span>
                  <span className="text-subtle text-xs">{fact.label}</span>
                </button>
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
      {live ? null : (
        <Panel title="Measured">
          <KeyValues
            items={[
              { label: "Wait, p50", value: <Latency ms={call.latencyP50Ms} /> },
              { label: "Wait, p95", value: <Latency ms={call.latencyP95Ms} /> },
              ...stageMedians(call.turns).map(({ label, ms }) => ({
                label: `${label}, p50`,
                value: <Latency ms={Math.round(ms)} />,
              })),
              ...call.usage.map(({ kind, quantity }) => ({
                label: usageWords(kind),
                value: formatCount(quantity),
              })),
            ]}
          />
        </Panel>
      )}
      {call.vendors.length > 0 ? <VendorsPanel vendors={call.vendors} cost={call.cost} /> : null}
    </div>
  );
}

const servedBy = (services: TurnServices | undefined) => {
  const { asr, llm, tts } = services?.vendors ?? {};
  return {
    ...(asr ? { recognise: vendorLabel(asr) } : {}),
    ...(llm ? { firstToken: vendorLabel(llm), think: vendorLabel(llm) } : {}),
    ...(tts ? { voice: vendorLabel(tts) } : {}),
  };
};

/** What was out of order while the line answered. */
const Rungs = ({ rungs }: { rungs: readonly string[] }) =>
  rungs.length > 0 ? (
    <ul className="mt-3 flex flex-wrap gap-1">
      {rungs.map((rung) => (
        <li key={rung}>
          <Badge tone="warning" icon={TriangleAlert}>
            {rungWords(rung)}
          </Badge>
        </li>
      ))}
    </ul>
  ) : null;

function Summary({ call, mayControl }: { call: CallDetail; mayControl: boolean }) {
  const confidence = call.intentConfidence ? ` ${formatPercent(call.intentConfidence)}` : "";
  return (
    <Panel title="Summary">
      <p dir="auto" className="mb-3 text-base">
        {call.summary ?? <span className="text-muted">The summary is being written.</span>}
      </p>
      {call.followUp ? <FollowUp call={call} mayControl={mayControl} /> : null}
      <KeyValues
        items={[
          ...(call.outcome ? [{ label: "Outcome", value: callOutcome(call.outcome) }] : []),
          ...(call.intent ? [{ label: "Intent", value: `${intentText(call.intent)}${confidence}` }] : []),
          { label: "Mood", value: <Mood sentiment={call.sentiment} words /> },
          ...(call.satisfaction === null
            ? []
            : [{ label: "Satisfaction", value: `${call.satisfaction} of 5, estimated` }]),
          ...(call.endReason ? [{ label: "Ended", value: endReason(call.endReason) }] : []),
          ...(call.recordingRefused ? [{ label: "Recording", value: "The guest refused" }] : []),
        ]}
      />
    </Panel>
  );
}

function FollowUp({ call, mayControl }: { call: CallDetail; mayControl: boolean }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const set = useMutation(
    trpc.calls.setFollowUp.mutationOptions({
      onSettled: () => cache.invalidateQueries(trpc.calls.pathFilter()),
      onError: (error) => toast.error("The flag was not changed", error.message),
    }),
  );
  const handled = async () => {
    await set.mutateAsync({ callId: call.id, followUp: false }).then(
      () => toast.undo("Marked as handled", { undo: () => set.mutate({ callId: call.id, followUp: true }) }),
      () => {},
    );
  };
  return (
    <div className="mb-3 flex flex-col items-start gap-2 rounded-md bg-warning-bg p-3 text-sm text-warning-fg">
      <p className="flex gap-2">
        <Flag className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
        <span dir="auto">{call.suggestedAction ?? "Somebody should follow this up."}</span>
      </p>
      {mayControl ? (
        <Button size="small" pending={set.isPending} onClick={() => void handled()}>
          <Check aria-hidden="true" />
          Mark handled
        </Button>
      ) : null}
    </div>
  );
}

/** Reservations and requests that this call made. */
function Written({ hotel, call }: { hotel: string; call: CallDetail }) {
  if (call.reservations.length + call.requests.length === 0) return null;
  return (
    <Panel title="Written in this call">
      <ul className="flex flex-col gap-1 text-sm">
        {call.reservations.map((stay) => (
          <li key={stay.id} className="flex min-h-7 items-center justify-between gap-2">
            <Link
              href={`/${hotel}/reservations/${stay.id}`}
              className="touch-target inline-flex items-center font-medium underline-offset-4 hover:underline"
            >
              Reservation {stay.code}
            </Link>
            <StateBadge kind="reservation" state={stay.status} />
          </li>
        ))}
        {call.requests.map((request) => (
          <li key={request.id} className="flex min-h-7 items-center justify-between gap-2">
            <Link
              href={`/${hotel}/requests/${request.id}`}
              className="touch-target inline-flex items-center gap-1 font-medium underline-offset-4 hover:underline"
            >
              {sentenceCase(request.kind)} <span className="font-normal text-muted">{request.ref}</span>
            </Link>
            <StateBadge kind="request" state={request.status} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
