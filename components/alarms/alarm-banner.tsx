"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { toast } from "@/components/ui/toast";
import type { AlarmView } from "@/server/features/alarms/schema";
import { AlarmCard, MoreAlarms, type SoundSwitch } from "./alarm-card";
import { loudspeaker, soundAlarm } from "./alarm-sound";

/** Beside the live stream, for when it is broken and nobody has noticed yet. */
const REREAD_MS = 30_000;

interface Props {
  hotel: string;
  /** May see alarms at all. */
  allowed: boolean;
  mayTake: boolean;
}

/** Alarms nobody has taken, the newest first: above every page, with a sound, until somebody takes them. */
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
  const more = allowed ? (open.data?.more ?? 0) : 0;
  const newest = alarms[0]?.id;
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
          sound={at === 0 ? { muted, blocked, toggle: () => setMuted(!muted) } : undefined}
        />
      ))}
      <MoreAlarms hotel={hotel} more={more} />
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

interface TakeProps {
  alarm: AlarmView;
  hotel: string;
  mayTake: boolean;
  sound: SoundSwitch | undefined;
}

function Alarm({ alarm, hotel, mayTake, sound }: TakeProps) {
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
    <AlarmCard
      alarm={alarm}
      hotel={hotel}
      sound={sound}
      take={mayTake ? { pending: take.isPending, run: () => take.mutate({ alarmId: alarm.id }) } : undefined}
    />
  );
}
