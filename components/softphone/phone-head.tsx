"use client";
import { Circle, Grid3x3, Mic, MicOff, PhoneOff } from "lucide-react";
import { cn } from "@/components/lib/cn";
import { formatDuration } from "@/components/lib/format";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Keypad } from "./keypad";
import { Meters } from "./meters";
import { MicrophoneMenu } from "./microphone-menu";
import type { Softphone } from "./phone-call";
import { type PhoneState, stateWords } from "./phone-state";
import { useCalm, useLevels, useSecond } from "./use-softphone";

interface Props {
  phone: PhoneState;
  line: Softphone;
}

/** What the call is doing, how loud both sides are, and the ways to act on it. */
export function PhoneHead({ phone, line }: Props) {
  const { phase, audio, muted } = phone;
  const live = phase === "live";
  const busy = live || phase === "connecting" || phase === "preparing";
  return (
    <div className="@container border-border border-b px-3 py-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <StateLine phone={phone} />
        <div className="flex flex-1 flex-wrap items-center justify-end gap-2">
          {live && audio && !phone.realtime ? <LiveMeters line={line} muted={muted} /> : null}
          {live || phase === "ended" ? <Clock phone={phone} /> : null}
          {live && audio ? (
            <IconButton
              label={muted ? "Unmute" : "Mute"}
              aria-pressed={muted}
              icon={
                muted ? <MicOff aria-hidden="true" className="text-danger-fg" /> : <Mic aria-hidden="true" />
              }
              onClick={() => line.mute(!muted)}
            />
          ) : null}
          {live && audio && !phone.realtime ? (
            <MicrophoneMenu value={phone.microphone} onChoose={(id) => void line.chooseMicrophone(id)} />
          ) : null}
          {live && !phone.realtime ? (
            <Keypad
              onPress={(digit) => line.press(digit)}
              trigger={
                <Button size="medium" variant="ghost">
                  <Grid3x3 aria-hidden="true" />
                  <span className="sr-only @md:not-sr-only">Keys</span>
                </Button>
              }
            />
          ) : null}
          {busy ? (
            <Button variant="danger" onClick={() => line.hangUp()}>
              <PhoneOff aria-hidden="true" />
              {live ? "End" : "Cancel"}
            </Button>
          ) : null}
        </div>
      </div>
    </div>
  );
}

const LiveMeters = ({ line, muted }: { line: Softphone; muted: boolean }) => (
  <Meters levels={useLevels(line)} muted={muted} />
);

/** `data-state` is `listening` exactly while the guest may speak. */
export function StateLine({ phone }: { phone: PhoneState }) {
  const words = stateWords(phone);
  const calm = useCalm(words);
  const state = phone.phase === "live" ? (phone.listening ? "listening" : phone.state) : phone.phase;
  return (
    <p role="status" data-state={state} className="flex min-w-0 items-center gap-2 font-medium text-sm">
      <span
        aria-hidden="true"
        className={cn(
          "size-2 shrink-0 rounded-full",
          phone.phase !== "live" ? "bg-strong" : phone.listening ? "bg-success" : "animate-live bg-accent",
        )}
      />
      <span aria-hidden="true" className="truncate">
        {words}
      </span>
      <span className="sr-only">{calm}</span>
      {phone.phase === "live" && phone.recording ? (
        <span className="inline-flex items-center gap-1 font-normal text-subtle text-xs">
          <Circle aria-hidden="true" className="size-2 fill-danger text-danger" />
          Recorded
        </span>
      ) : null}
    </p>
  );
}

export function Clock({ phone }: { phone: PhoneState }) {
  const now = useSecond(phone.phase === "live");
  if (phone.startedAt === null) return null;
  const until = phone.endedAt ?? Math.max(now, phone.startedAt);
  return <span className="text-muted text-sm">{formatDuration(until - phone.startedAt)}</span>;
}
