"use client";
import { useQuery } from "@tanstack/react-query";
import { Download, Pause, Play } from "lucide-react";
import { type RefObject, useEffect, useImperativeHandle, useRef, useState } from "react";
import { usePageKeys } from "@/components/lib/keys";
import { seekKey } from "@/components/lib/peaks";
import { Waveform } from "@/components/patterns/waveform";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import type { CallDetail } from "@/server/features/calls/schema";

type Recording = NonNullable<CallDetail["recording"]>;
export interface PlayerHandle {
  seek(ms: number): void;
}
interface Props {
  callId: string;
  recording: Recording;
  /** Starts of turns, ms. */
  turns: readonly number[];
  onTime: (ms: number) => void;
  handle: RefObject<PlayerHandle | null>;
}

const sides = [
  { value: "both", label: "Both" },
  { value: "guest", label: "Guest" },
  { value: "line", label: "Line" },
] as const;
type Side = (typeof sides)[number]["value"];

const speeds = [
  { value: "1", label: "1×" },
  { value: "1.5", label: "1.5×" },
  { value: "2", label: "2×" },
] as const;

/** The recording of a past call: waveform, seek, keys. Never plays by itself. */
export function Player({ callId, recording, turns, onTime, handle }: Props) {
  const trpc = useTRPC();
  const url = useQuery({ ...trpc.recordings.url.queryOptions({ callId }), staleTime: 60_000 });
  const audio = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  const [time, setTime] = useState(0);
  const [speed, setSpeed] = useState("1");
  const [failed, setFailed] = useState(false);
  const [side, setSide] = useState<Side>("both");
  const hear = useSides(audio);
  const durationMs = recording.durationMs ?? 0;

  const seek = (ms: number) => {
    const player = audio.current;
    if (!player) return;
    player.currentTime = Math.max(0, ms) / 1_000;
    setTime(ms);
    onTime(ms);
  };
  const toggle = () => {
    const player = audio.current;
    if (!player) return;
    if (player.paused) void player.play().catch(() => setFailed(true));
    else player.pause();
  };
  useImperativeHandle(handle, () => ({ seek }));
  useFrames(playing, () => {
    const ms = (audio.current?.currentTime ?? 0) * 1_000;
    setTime(ms);
    onTime(ms);
  });
  usePageKeys((press, event) => {
    const { target } = event;
    // A button's own Space, and scrolling inside the words, stay what they are.
    if (target instanceof Element && target.closest("button, a, summary, [role=tab]")) return false;
    if (press.ctrl || press.alt) return false;
    if (press.key === " ") {
      toggle();
      return true;
    }
    if (press.key !== "ArrowLeft" && press.key !== "ArrowRight") return false;
    const to = seekKey(press.key, press.shift, time, durationMs, turns);
    if (to !== null) seek(to);
    return to !== null;
  });
  useEffect(() => {
    if (audio.current) audio.current.playbackRate = Number(speed);
  }, [speed]);

  if (url.isPending) return <PlayerSkeleton />;
  if (url.error || failed)
    return (
      <div role="alert" className="flex flex-wrap items-center gap-3 text-muted text-sm">
        The recording could not be opened. The words below are complete.
        <Button
          size="small"
          pending={url.isFetching}
          onClick={() => {
            setFailed(false);
            void url.refetch();
          }}
        >
          Try again
        </Button>
      </div>
    );
  const [guest = [], line = []] = recording.peaks ?? [];
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      {/* biome-ignore lint/a11y/useMediaCaption: the transcript below follows the playback word by word */}
      <audio
        ref={audio}
        src={url.data.url}
        preload="metadata"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setPlaying(false)}
        onError={() => setFailed(true)}
      />
      <IconButton
        label={playing ? "Pause" : "Play"}
        kbd="Space"
        variant="secondary"
        icon={playing ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
        onClick={toggle}
      />
      <div className="relative min-w-0 flex-1 basis-72">
        <Waveform
          peaks={{ guest: guest.map(share), line: line.map(share) }}
          durationMs={durationMs}
          timeMs={time}
          onSeek={seek}
          turns={turns}
        />
        <Silenced spans={recording.silenced} durationMs={durationMs} />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Segmented
          aria-label="Side"
          options={sides}
          value={side}
          onValueChange={(next) => {
            setSide(next);
            hear(next);
          }}
        />
        <Segmented aria-label="Speed" options={speeds} value={speed} onValueChange={setSpeed} />
        <Button asChild variant="ghost">
          <a href={url.data.url} download={`call-${callId}.wav`}>
            <Download aria-hidden="true" />
            Download
          </a>
        </Button>
      </div>
    </div>
  );
}

/** Lets one hear one side alone, in both ears: the guest is the recording's first channel, the line its second. */
function useSides(audio: RefObject<HTMLAudioElement | null>): (side: Side) => void {
  const graph = useRef<{ context: AudioContext; of: HTMLAudioElement; gains: GainNode[] } | null>(null);
  useEffect(() => () => void graph.current?.context.close().catch(() => {}), []);
  return (side) => {
    const element = audio.current;
    if (!element || (side === "both" && graph.current?.of !== element)) return;
    if (graph.current?.of !== element) {
      void graph.current?.context.close().catch(() => {});
      const context = new AudioContext();
      const splitter = new ChannelSplitterNode(context, { numberOfOutputs: 2 });
      context.createMediaElementSource(element).connect(splitter);
      const gains = [0, 1].map((channel) => {
        const gain = new GainNode(context);
        splitter.connect(gain, channel).connect(context.destination);
        return gain;
      });
      graph.current = { context, of: element, gains };
    }
    const { context, gains } = graph.current;
    void context.resume();
    for (const [at, gain] of gains.entries())
      gain.gain.value = side === "both" || (side === "guest") === (at === 0) ? 1 : 0;
  };
}

/** Peaks are stored as 0..100. */
const share = (peak: number): number => peak / 100;

/** Where something private was taken out. The margins are those of the waveform's own columns. */
function Silenced({ spans, durationMs }: { spans: Recording["silenced"]; durationMs: number }) {
  if (durationMs <= 0 || spans.length === 0) return null;
  return (
    <div dir="ltr" className="pointer-events-none absolute inset-y-0 right-15 left-12">
      {spans.map(({ startMs, endMs, kind }) => (
        <span
          key={`${startMs}-${endMs}`}
          role="img"
          aria-label={`Silenced: ${kind.replaceAll("_", " ")}`}
          className="hatched absolute inset-y-0 min-w-1 rounded-sm text-danger"
          style={{
            left: `${(startMs / durationMs) * 100}%`,
            width: `${(Math.max(0, Math.min(endMs, durationMs) - startMs) / durationMs) * 100}%`,
          }}
        />
      ))}
    </div>
  );
}

/** Calls back once a frame while playing: the browser's own time events are too rare to follow words. */
function useFrames(running: boolean, onFrame: () => void): void {
  const latest = useRef(onFrame);
  latest.current = onFrame;
  useEffect(() => {
    if (!running) return;
    let frame = requestAnimationFrame(function next() {
      latest.current();
      frame = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(frame);
  }, [running]);
}

export const PlayerSkeleton = () => (
  <div className="flex h-18 items-center gap-3" aria-busy="true">
    <Skeleton className="size-8" />
    <Skeleton className="h-9 flex-1" />
  </div>
);
