"use client";
import { useMutation } from "@tanstack/react-query";
import { Pause, Play } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTRPCClient } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";

interface Props {
  callId: string;
  fromMs: number;
  untilMs: number;
  children: string;
}

/** Plays one moment of a call's recording, and stops at its end. */
export function ClipButton({ callId, fromMs, untilMs, children }: Props) {
  const client = useTRPCClient();
  const audio = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  useEffect(() => () => audio.current?.pause(), []);
  const start = useMutation({
    mutationFn: async () => {
      const player = audio.current;
      if (!player) return;
      if (!player.src) player.src = (await client.recordings.url.query({ callId })).url;
      player.currentTime = fromMs / 1_000;
      await player.play();
    },
    onError: (error) => toast.error("The recording was not played", error.message),
  });
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: the call's page has every word */}
      <audio
        ref={audio}
        preload="none"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onTimeUpdate={({ currentTarget }) => {
          if (currentTarget.currentTime * 1_000 >= untilMs) currentTarget.pause();
        }}
      />
      <Button
        size="small"
        pending={start.isPending}
        onClick={() => (playing ? audio.current?.pause() : start.mutate())}
      >
        {playing ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
        {playing ? "Stop" : children}
      </Button>
    </>
  );
}
