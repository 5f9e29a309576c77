import { Check, Siren, Volume2, VolumeX } from "lucide-react";
import Link from "next/link";
import { Instant } from "@/components/patterns/values";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import type { AlarmView } from "@/server/features/alarms/schema";
import { alarmKinds } from "./words";

export interface SoundSwitch {
  muted: boolean;
  /** The browser keeps it silent until a click or key. */
  blocked: boolean;
  toggle: () => void;
}

interface Props {
  alarm: AlarmView;
  hotel: string;
  /** On the first of several alarms. */
  sound: SoundSwitch | undefined;
  /** Absent for who may only see it. */
  take: { pending: boolean; run: () => void } | undefined;
}

/** One alarm: what, where, since when, and the button that takes it. It interrupts a screen reader. */
export const AlarmCard = ({ alarm, hotel, sound, take }: Props) => (
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
        {take ? (
          <Button variant="primary" pending={take.pending} onClick={take.run}>
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

/** Alarms that do not fit above the page; nothing when all do. */
export const MoreAlarms = ({ hotel, more }: { hotel: string; more: number }) =>
  more > 0 ? (
    <Banner tone="danger" icon={Siren} urgent className="rounded-none border-danger-fg border-s-4">
      And {more} older {more === 1 ? "alarm" : "alarms"} that nobody has taken.{" "}
      <Link href={`/${hotel}/requests`} className="underline underline-offset-4">
        Open the requests
      </Link>
    </Banner>
  ) : null;
