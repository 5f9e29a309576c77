"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Check, Siren, Volume2, VolumeX } from "lucide-react";
import Link from "next/link";
import { useEffect, useState } from "react";
import { Instant } from "@/components/patterns/values";
import { useTRPC } from "@/components/trpc/client";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { AlarmView } from "@/server/features/alarms/schema";
import { loudspeaker, soundAlarm } from "./alarm-sound";
import { alarmKinds } from "./words";

/** Beside the live stream, for when it is broken and nobody has noticed yet. */
const REREAD_MS = 30_000;

interface Props {
  hotel: string;
  /** May see alarms at all. */
  allowed: boolean;
  mayTake: boolean;
}

/** Alarms nobody has taken: above every page, with a sound, until somebody takes them. */
export function AlarmBanner({ hotel, allowed, mayTake }: Props) {
  const trpc = useTRPC();
  const open = useQuery({
    ...trpc.alarms.open.queryOptions({}),
    enabled: allowed,
    refetchInterval: REREAD_MS,
    refetchIntervalInBackground: true,
  });
  const alarms = allowed ? (open.data?.alarms ?? []) : [];
  const [muted, setMuted] = useState(false);
  const newest = alarms.at(-1)?.id;
  // Silence is for the alarms one knows of: a new one sounds again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another newest alarm is the reason to run
  useEffect(() => setMuted(false), [newest]);
  const blocked = useSound(alarms.length > 0 && !muted);
  if (alarms.length === 0) return null;
  return (
    <div className="sticky top-12 z-10 flex flex-col gap-px">
      {alarms.map((alarm, at) => (
        <Alarm
          key={alarm.id}
          alarm={alarm}
          hotel={hotel}
          mayTake={mayTake}
          {...(at === 0 ? { sound: { muted, blocked, toggle: () => setMuted(!muted) } } : {})}
        />
      ))}
    </div>
  );
}

/** Sounds while it is on; whether the browser keeps it silent until a click or key. */
function useSound(on: boolean): boolean {
  const [blocked, setBlocked] = useState(false);
  useEffect(() => {
    if (!on) return setBlocked(false);
    return soundAlarm(loudspeaker, window, setBlocked);
  }, [on]);
  return blocked;
}

interface AlarmProps {
  alarm: AlarmView;
  hotel: string;
  mayTake: boolean;
  sound?: { muted: boolean; blocked: boolean; toggle: () => void };
}

function Alarm({ alarm, hotel, mayTake, sound }: AlarmProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const take = useMutation(
    trpc.alarms.take.mutationOptions({
      onSettled: () => cache.invalidateQueries(trpc.alarms.pathFilter()),
      onSuccess: () => void toast.done("You have taken the alarm", `Place: ${alarm.place}`),
      onError: (error) => void toast.error("You have not taken the alarm", error.message),
    }),
  );
  return (
    <Banner
      tone="danger"
      icon={Siren}
      urgent
      className="rounded-none border-danger-fg border-s-4"
      action={
        <>
          {sound ? (
            <Button onClick={sound.toggle}>
              {sound.muted ? <Volume2 aria-hidden="true" /> : <VolumeX aria-hidden="true" />}
              {sound.muted ? "Sound on" : "Sound off"}
            </Button>
          ) : null}
          {mayTake ? (
            <Button
              variant="primary"
              pending={take.isPending}
              onClick={() => take.mutate({ alarmId: alarm.id })}
            >
              <Check aria-hidden="true" />I take it
            </Button>
          ) : null}
        </>
      }
    >
      <p className="font-semibold text-base">
        Alarm: {alarmKinds[alarm.kind]}. <span dir="auto">{alarm.place}</span>
      </p>
      <p>
        Since <Instant at={alarm.raisedAt} show="time" />.{" "}
        {alarm.unansweredAt
          ? "The alarm chain is at its end, and nobody has taken it. "
          : "Nobody has taken it yet. "}
        <Link
          href={alarm.callId ? `/${hotel}/calls/${alarm.callId}` : `/${hotel}/requests/${alarm.requestId}`}
          className="underline underline-offset-4"
        >
          {alarm.callId ? "Open the call" : "Open the request"}
        </Link>
      </p>
      {sound?.blocked && !sound.muted ? (
        <p className="text-xs">Click or press any key to hear the alarm.</p>
      ) : null}
    </Banner>
  );
}
