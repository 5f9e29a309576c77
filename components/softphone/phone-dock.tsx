"use client";
import { Maximize2, Mic, MicOff, PhoneOff } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { useCurrentPhone } from "./current-phone";
import type { Softphone } from "./phone-call";
import { Clock, StateLine } from "./phone-head";
import { usePhoneState } from "./use-softphone";

/** The running call of the softphone on every other page, so that looking something up does not hang up. */
export function PhoneDock() {
  const current = useCurrentPhone();
  const path = usePathname();
  if (!current || path === `/${current.hotel}/softphone`) return null;
  return <Dock hotel={current.hotel} line={current.line} />;
}

function Dock({ hotel, line }: { hotel: string; line: Softphone }) {
  const phone = usePhoneState(line);
  const { phase, audio, muted, turns } = phone;
  if (phase === "idle" || phase === "ended") return null;
  const last = turns.findLast((turn) => turn.kind === "turn");
  return (
    <section
      aria-label="Your call to the line"
      className="fixed end-4 bottom-4 z-30 flex w-90 max-w-[calc(100vw-24px)] flex-col gap-1 rounded-lg bg-raised p-3 shadow-float max-md:end-3 max-md:bottom-[calc(68px+env(safe-area-inset-bottom))]"
    >
      <div className="flex items-center gap-2">
        <StateLine phone={phone} />
        <span className="ms-auto flex items-center gap-1">
          <Clock phone={phone} />
          {phase === "live" && audio ? (
            <IconButton
              label={muted ? "Unmute" : "Mute"}
              aria-pressed={muted}
              icon={
                muted ? <MicOff aria-hidden="true" className="text-danger-fg" /> : <Mic aria-hidden="true" />
              }
              onClick={() => line.mute(!muted)}
            />
          ) : null}
          <Button asChild variant="ghost" className="aspect-square px-0">
            <Link href={`/${hotel}/softphone`} aria-label="Open the softphone">
              <Maximize2 aria-hidden="true" />
            </Link>
          </Button>
          <IconButton
            label="End the call"
            icon={<PhoneOff aria-hidden="true" className="text-danger-fg" />}
            onClick={() => line.hangUp()}
          />
        </span>
      </div>
      {last?.kind === "turn" ? (
        <p className="line-clamp-2 text-muted text-xs" dir="auto">
          {last.pieces.map(({ text }) => text).join("")}
        </p>
      ) : null}
    </section>
  );
}
