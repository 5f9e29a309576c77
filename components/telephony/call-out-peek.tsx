"use client";
import { Ban, PhoneOutgoing } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useHotel } from "@/components/hotel/hotel-context";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { KeyValues } from "@/components/patterns/key-values";
import { StateBadge } from "@/components/patterns/state-badge";
import { Duration, Instant, Phone } from "@/components/patterns/values";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { CallOutRow } from "@/server/features/telephony/records";
import { Due } from "./call-out-due";
import { callerText } from "./caller";
import { useTelephoneVerbs } from "./use-telephone-verbs";
import { purposeWords, reasonSentence } from "./words";

const answerers = { human: "A person", machine: "An answering machine", unknown: "Not known who" } as const;
const UNDER_WAY = ["dialing", "ringing", "answered"];

/** A call out beside the list: what came of it, and calling now or not at all. */
export function CallOutPeek({ row, ready }: { row: CallOutRow; ready: boolean }) {
  const { can, href } = useHotel();
  const verbs = useTelephoneVerbs();
  const [asking, setAsking] = useState(false);
  const reason = reasonSentence(row.reason);
  const ours = (row.purpose === "callback" || row.purpose === "desk") && can("calls:place");
  const waits = row.status === "queued";
  const over = row.endedAt !== null && row.status !== "completed";
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <StateBadge kind="call_out" state={row.status} />
      </div>
      {reason ? <p className="text-base">{reason}</p> : null}
      {ours && !UNDER_WAY.includes(row.status) ? (
        <div className="flex flex-wrap gap-2">
          {ready && (waits || over) ? (
            <Button
              variant="primary"
              pending={verbs.callNow.isPending}
              onClick={() =>
                verbs.callNow.mutate(
                  { id: row.id },
                  { onSuccess: () => void toast.done("Calling now", "The list shows what comes of it.") },
                )
              }
            >
              <PhoneOutgoing aria-hidden="true" />
              {waits ? "Call now" : "Call again"}
            </Button>
          ) : null}
          {waits ? (
            <Button onClick={() => setAsking(true)}>
              <Ban aria-hidden="true" />
              Cancel call
            </Button>
          ) : null}
        </div>
      ) : null}
      <KeyValues
        items={[
          { label: "Number", value: <Phone number={row.toNumber} link /> },
          { label: "For", value: purposeWords(row.purpose) },
          { label: "Asked", value: <Instant at={row.createdAt} show="full" /> },
          { label: "Due", value: <Due row={row} /> },
          { label: "Try", value: row.attempt },
          ...(row.answeredBy ? [{ label: "Answered by", value: answerers[row.answeredBy] }] : []),
          ...(row.durationSeconds === null
            ? []
            : [{ label: "Length", value: <Duration ms={row.durationSeconds * 1_000} /> }]),
          ...(row.endedAt ? [{ label: "Ended", value: <Instant at={row.endedAt} show="full" /> }] : []),
        ]}
      />
      <div className="flex flex-wrap gap-2">
        {row.callId ? (
          <Button asChild>
            <Link href={href(`/calls/${row.callId}`)}>Open the call it came from</Link>
          </Button>
        ) : null}
        {row.requestId && can("requests:read") ? (
          <Button asChild>
            <Link href={href(`/requests/${row.requestId}`)}>Open request</Link>
          </Button>
        ) : null}
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        object={`Cancel the call to ${callerText({ name: row.name, number: row.toNumber })}?`}
        consequence="They were promised a call back and are not told. Call them yourself if they still wait."
        verb="Cancel call"
        keep="Keep it waiting"
        onConfirm={async () => {
          await verbs.cancelCallOut.mutateAsync({ id: row.id });
        }}
      />
    </div>
  );
}
