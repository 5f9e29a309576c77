"use client";
import { useMutation } from "@tanstack/react-query";
import { PhoneOff } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { PageHeader } from "@/components/patterns/page-header";
import { StateBadge } from "@/components/patterns/state-badge";
import { Duration, Instant, Phone } from "@/components/patterns/values";
import { useSecond } from "@/components/softphone/use-softphone";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import type { CallDetail } from "@/server/features/calls/schema";
import { callerText } from "./columns";

interface Props {
  call: CallDetail;
  live: boolean;
  state: string;
  mayControl: boolean;
}

const channels = { twilio: "By phone", browser: "From the browser", simulator: "Simulated" } as const;

/** Who calls, what the call is doing, and the one thing a person may do to it. */
export function CallHeader({ call, live, state, mayControl }: Props) {
  return (
    <PageHeader
      title={callerText(call)}
      badges={<StateBadge kind="call" state={state} />}
      meta={
        <>
          {call.guest && call.fromNumber ? <Phone number={call.fromNumber} /> : null}
          <span>{languageName(call.language)}</span>
          <Length call={call} live={live} />
          {callerText(call) === channels[call.channel] ? null : <span>{channels[call.channel]}</span>}
          <Instant at={call.startedAt} show="full" />
        </>
      }
      actions={live && state !== "ended" && state !== "failed" && mayControl ? <HangUp call={call} /> : null}
    />
  );
}

function Length({ call, live }: { call: CallDetail; live: boolean }) {
  const now = useSecond(live);
  if (!live) return <Duration ms={call.durationMs} unknown="The length was not measured" />;
  return now === 0 ? null : <Duration ms={Math.max(0, now - Date.parse(call.startedAt))} />;
}

function HangUp({ call }: { call: CallDetail }) {
  const trpc = useTRPC();
  const hangUp = useMutation(trpc.calls.hangUp.mutationOptions());
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="danger" onClick={() => setAsking(true)}>
        <PhoneOff aria-hidden="true" />
        Hang up
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        object={`Hang up on ${callerText(call)}?`}
        consequence="The call ends in the middle of what is being said. What was booked is kept."
        verb="Hang up"
        keep="Let them talk"
        onConfirm={async () => {
          await hangUp.mutateAsync({ callId: call.id });
        }}
      />
    </>
  );
}

const languageName = (code: string): string => {
  try {
    return new Intl.DisplayNames("en", { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
};
