"use client";
import { useMutation } from "@tanstack/react-query";
import { Download, Pause, Play } from "lucide-react";
import { useRef, useState } from "react";
import { formatDuration, spokenDuration } from "@/components/lib/format";
import { useTRPCClient } from "@/components/trpc/client";
import { IconButton } from "@/components/ui/icon-button";
import type { VoicemailRow } from "@/server/features/telephony/records";

interface Props {
  callId: string;
  seconds: number;
  sound: VoicemailRow["sound"];
}

const without = {
  fetching: "The sound is being fetched. It can be played in a moment.",
  failed: "The sound could not be fetched from the telephone service. The words below are all there is.",
} as const;

/** Plays a message; the link is asked for when somebody wants to hear it. Never plays by itself. */
export function VoicemailPlayer({ callId, seconds, sound }: Props) {
  const client = useTRPCClient();
  const audio = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  const [time, setTime] = useState(0);
  const link = useMutation({ mutationFn: () => client.telephony.voicemailUrl.query({ callId }) });
  const start = useMutation({
    mutationFn: async () => {
      const player = audio.current;
      if (!player) return;
      if (!player.src) player.src = (await link.mutateAsync()).url;
      await player.play();
    },
    // The link may be over: the next press asks for another.
    onError: () => audio.current?.removeAttribute("src"),
  });
  const save = useMutation({
    mutationFn: async () => {
      const { url } = await link.mutateAsync();
      Object.assign(document.createElement("a"), { href: url, download: `voicemail-${callId}.wav` }).click();
    },
  });
  if (sound !== "ready") return <p className="text-muted text-sm">{without[sound]}</p>;
  const seek = (to: number) => {
    setTime(to);
    if (audio.current) audio.current.currentTime = to;
  };
  return (
    <div className="flex flex-col gap-2">
      {/* biome-ignore lint/a11y/useMediaCaption: the words stand below */}
      <audio
        ref={audio}
        preload="none"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onTimeUpdate={({ currentTarget }) => setTime(currentTarget.currentTime)}
      />
      <div className="flex items-center gap-3">
        <IconButton
          label={playing ? "Pause message" : "Play message"}
          variant="secondary"
          disabled={start.isPending}
          icon={playing ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
          onClick={() => (playing ? audio.current?.pause() : start.mutate())}
        />
        <input
          type="range"
          min={0}
          max={Math.max(1, seconds)}
          step={1}
          value={Math.min(time, seconds)}
          onChange={(event) => seek(Number(event.target.value))}
          disabled={time === 0 && !playing}
          aria-label="Position in the message"
          aria-valuetext={`${spokenDuration(time * 1_000)} of ${spokenDuration(seconds * 1_000)}`}
          className="h-6 min-w-0 flex-1 accent-accent pointer-coarse:h-11"
        />
        <span className="whitespace-nowrap text-muted text-xs tabular-nums" aria-hidden="true">
          {formatDuration(time * 1_000)} / {formatDuration(seconds * 1_000)}
        </span>
        <IconButton
          label="Download message"
          disabled={save.isPending}
          icon={<Download aria-hidden="true" />}
          onClick={() => save.mutate()}
        />
      </div>
      {start.error || save.error ? (
        <p role="alert" className="text-danger-fg text-sm">
          The message could not be played. It is kept. Try again in a moment.
        </p>
      ) : null}
    </div>
  );
}
