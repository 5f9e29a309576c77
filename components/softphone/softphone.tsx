"use client";
import { useQuery } from "@tanstack/react-query";
import { AudioLines, Keyboard, Phone } from "lucide-react";
import { useEffect, useRef } from "react";
import { cn } from "@/components/lib/cn";
import { Transcript } from "@/components/patterns/transcript";
import { useTRPC } from "@/components/trpc/client";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { AfterCall } from "./after-call";
import { AnswerBar } from "./answer-bar";
import type { Softphone as Line } from "./phone-call";
import { PhoneHead } from "./phone-head";
import type { PhoneState } from "./phone-state";
import { useSoftphone } from "./use-softphone";

interface Props {
  hotel: string;
  className?: string;
}

/** A call to the hotel's own line from the browser, spoken or typed. */
export function Softphone({ hotel, className }: Props) {
  const { phone, line } = useSoftphone(hotel);
  const trpc = useTRPC();
  const hasRealtime = useQuery(trpc.calls.voices.queryOptions()).data?.realtime ?? false;
  const { phase } = phone;
  const begun = phase === "live" || phase === "ended" || phone.turns.length > 0;
  return (
    <section
      aria-label="Softphone"
      className={cn(
        "flex w-full min-w-0 flex-col overflow-hidden rounded-lg border border-border bg-surface",
        className,
      )}
    >
      <PhoneHead phone={phone} line={line} />
      <Notices phone={phone} line={line} />
      {begun ? <Words phone={phone} /> : <Start phone={phone} line={line} hasRealtime={hasRealtime} />}
      {phase === "live" && !phone.realtime ? <AnswerBar phone={phone} line={line} /> : null}
      {phase === "ended" && phone.callId ? (
        <AfterCall hotel={hotel} callId={phone.callId} reason={phone.endReason} />
      ) : null}
      {phase === "ended" ? (
        <div className="flex flex-wrap gap-2 border-border border-t p-3">
          <CallButtons line={line} hasRealtime={hasRealtime} again />
        </div>
      ) : null}
    </section>
  );
}

/** The transcript. What opens below it takes its room; the last words stay in sight. */
function Words({ phone }: { phone: PhoneState }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const log = box.current?.querySelector("[role=log]");
    if (!log) return;
    const watch = new ResizeObserver(() => {
      log.scrollTop = log.scrollHeight;
    });
    watch.observe(log);
    return () => watch.disconnect();
  }, []);
  return (
    <div ref={box} className="flex min-h-0 flex-1 flex-col p-1">
      <Transcript turns={phone.turns} live={phone.phase === "live"} className="min-h-0 flex-1" />
    </div>
  );
}

interface PartProps {
  phone: PhoneState;
  line: Line;
}
interface StartProps extends PartProps {
  hasRealtime: boolean;
}

function Notices({ phone, line }: PartProps) {
  const { problem, phase } = phone;
  const demo = phase === "live" && phone.demoEar;
  if (!problem && !demo) return null;
  return (
    <div className="flex flex-col gap-2 p-3 pb-0">
      {problem ? (
        <Banner
          tone={problem.kind === "microphone" ? "warning" : "danger"}
          urgent
          action={
            problem.kind === "microphone" && phase === "idle" ? (
              <Button size="small" onClick={() => void line.call(false)}>
                Type instead
              </Button>
            ) : null
          }
        >
          {problem.message}
        </Banner>
      ) : null}
      {demo ? <Banner tone="neutral">Demo ear: short phrases work best.</Banner> : null}
    </div>
  );
}

function Start({ phone, line, hasRealtime }: StartProps) {
  const waiting = phone.phase !== "idle";
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-3 px-6 py-12 text-center">
      <span className="grid size-14 place-items-center rounded-full bg-accent-bg text-accent-fg">
        <Phone aria-hidden="true" className={cn("size-6", waiting && "animate-live")} />
      </span>
      <p className="font-medium text-base">{waiting ? "One moment" : "Call your own line"}</p>
      <p className="max-w-80 text-balance text-muted text-sm">
        {waiting
          ? "The call begins as soon as the line picks up."
          : "You hear what a guest hears, and what you book is really booked. It shows under Calls."}
      </p>
      {waiting ? null : (
        <div className="mt-1 flex flex-wrap justify-center gap-2">
          <CallButtons line={line} hasRealtime={hasRealtime} />
        </div>
      )}
    </div>
  );
}

interface CallButtonsProps {
  line: Line;
  hasRealtime: boolean;
  again?: boolean;
}

const CallButtons = ({ line, hasRealtime, again }: CallButtonsProps) => (
  <>
    <Button variant="primary" onClick={() => void line.call(true)}>
      <Phone aria-hidden="true" />
      {again ? "Call again" : "Call the line"}
    </Button>
    <Button onClick={() => void line.call(false)}>
      <Keyboard aria-hidden="true" />
      Type only
    </Button>
    {hasRealtime ? (
      <Button onClick={() => void line.callRealtime()}>
        <AudioLines aria-hidden="true" />
        Realtime voice
      </Button>
    ) : null}
  </>
);
