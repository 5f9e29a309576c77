"use client";
import { Check, PhoneOutgoing, Plus, RotateCcw } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useHotel } from "@/components/hotel/hotel-context";
import { KeyValues } from "@/components/patterns/key-values";
import { StateBadge } from "@/components/patterns/state-badge";
import { Duration, Instant, LineMark, Phone } from "@/components/patterns/values";
import { RequestForm } from "@/components/requests/request-form";
import { Button } from "@/components/ui/button";
import type { VoicemailRow } from "@/server/features/telephony/records";
import { CallBackDialog } from "./call-back-dialog";
import { callerText } from "./caller";
import { useTelephoneVerbs } from "./use-telephone-verbs";
import { VoicemailPlayer } from "./voicemail-player";
import { VoicemailWords } from "./voicemail-words";

/** A message beside the list: its sound, its words, and what can be done about it. */
export function VoicemailPeek({ row, ready }: { row: VoicemailRow; ready: boolean }) {
  const { can, href, nameOf } = useHotel();
  const verbs = useTelephoneVerbs();
  const [calling, setCalling] = useState(false);
  const [asking, setAsking] = useState(false);
  const { callId, caller, request, transcript, heardAt } = row;
  const mayCall = ready && caller.number !== null && can("calls:place");
  return (
    <div className="flex flex-col gap-4">
      <VoicemailPlayer callId={callId} seconds={row.durationSeconds} sound={row.sound} />
      <VoicemailWords row={row} />
      <div className="flex flex-wrap gap-2">
        {mayCall ? (
          <Button variant="primary" onClick={() => setCalling(true)}>
            <PhoneOutgoing aria-hidden="true" />
            Call back
          </Button>
        ) : null}
        {can("calls:listen") ? (
          <Button pending={verbs.mark.isPending} onClick={() => verbs.markWithUndo(callId, !heardAt)}>
            {heardAt ? <RotateCcw aria-hidden="true" /> : <Check aria-hidden="true" />}
            {heardAt ? "Mark as not heard" : "Mark as heard"}
          </Button>
        ) : null}
        {request && can("requests:read") ? (
          <Button asChild>
            <Link href={href(`/requests/${request.id}`)}>Open request</Link>
          </Button>
        ) : null}
        {can("requests:write") ? (
          <Button onClick={() => setAsking(true)}>
            <Plus aria-hidden="true" />
            New request
          </Button>
        ) : null}
      </div>
      <KeyValues
        items={[
          {
            label: "Number",
            value: <Phone number={caller.number} link unknown="Withheld: nobody can be called back" />,
          },
          { label: "Left", value: <Instant at={row.receivedAt} show="full" /> },
          { label: "Length", value: <Duration ms={row.durationSeconds * 1_000} /> },
          ...(heardAt
            ? [
                {
                  label: "Heard",
                  value: (
                    <>
                      <Instant at={heardAt} /> {row.heardBy ? <bdi>{nameOf(row.heardBy)}</bdi> : null}
                    </>
                  ),
                },
              ]
            : []),
          ...(request
            ? [
                {
                  label: "Request",
                  value: (
                    <span className="inline-flex items-center gap-2">
                      {request.ref}
                      <StateBadge kind="request" state={request.status} />
                    </span>
                  ),
                },
              ]
            : []),
          { label: "Call", value: <LineMark href={href(`/calls/${callId}`)} /> },
        ]}
      />
      {caller.number ? (
        <CallBackDialog
          open={calling}
          onOpenChange={setCalling}
          name={callerText(caller)}
          number={caller.number}
          requestId={request?.id}
        />
      ) : null}
      <RequestForm
        open={asking}
        onOpenChange={setAsking}
        description="It keeps the call it came from."
        known={{
          callId,
          summary: transcript ? transcript.slice(0, 500) : `Message of ${callerText(caller)}`,
          contact: caller.number ?? "",
        }}
      />
    </div>
  );
}
