"use client";
import { useQuery } from "@tanstack/react-query";
import { Check, PhoneForwarded, PhoneOff } from "lucide-react";
import Link from "next/link";
import { useSecond } from "@/components/softphone/use-softphone";
import { useTRPC } from "@/components/trpc/client";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import type { TransferOffer } from "@/server/features/telephony/records";
import { callerText } from "./caller";
import { useTelephoneVerbs } from "./use-telephone-verbs";

/** Guests on hold for a person: above every page while a telephone rings. Nothing for who may not answer. */
export function TransferBanner({ hotel, allowed }: { hotel: string; allowed: boolean }) {
  const trpc = useTRPC();
  const waiting = useQuery({ ...trpc.telephony.transferOffers.queryOptions({}), enabled: allowed });
  if (!allowed) return null;
  return (waiting.data?.offers ?? []).map((offer) => <Offer key={offer.id} offer={offer} hotel={hotel} />);
}

function Offer({ offer, hotel }: { offer: TransferOffer; hotel: string }) {
  const { answerTransfer } = useTelephoneVerbs();
  const rings = offer.state === "dialing";
  const now = useSecond(rings);
  const left = now === 0 ? null : Math.max(0, Math.ceil((Date.parse(offer.ringsUntil) - now) / 1_000));
  const answer = (what: "accept" | "decline") =>
    answerTransfer.mutate({ transferId: offer.id, answer: what });
  return (
    <Banner
      tone="accent"
      icon={PhoneForwarded}
      urgent
      action={
        <>
          <Button
            variant="primary"
            disabled={rings}
            pending={answerTransfer.isPending && answerTransfer.variables.answer === "accept"}
            onClick={() => answer("accept")}
          >
            <Check aria-hidden="true" />
            Accept
          </Button>
          <Button
            pending={answerTransfer.isPending && answerTransfer.variables.answer === "decline"}
            onClick={() => answer("decline")}
          >
            <PhoneOff aria-hidden="true" />
            Decline
          </Button>
        </>
      }
    >
      <p className="font-medium">
        <Link href={`/${hotel}/calls/${offer.callId}`} className="underline-offset-4 hover:underline">
          <bdi>{callerText(offer.caller)}</bdi> waits for {offer.spokenName}
        </Link>
        {/* Each second of it would be read out. */}
        {rings && left !== null ? (
          <span aria-hidden="true" className="ms-2 font-normal tabular-nums">
            {left} s
          </span>
        ) : null}
      </p>
      <p dir="auto">{offer.summary}</p>
      <p className="text-xs">
        {rings
          ? "The telephone rings. Pick it up, then accept here or press 1."
          : "The telephone was picked up. Accept to speak with the guest."}
      </p>
    </Banner>
  );
}
