"use client";
import { ArrowDown, AudioLines, LoaderCircle, Search, TriangleAlert, UserRound } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { cn } from "@/components/lib/cn";
import { formatDuration, formatLatency } from "@/components/lib/format";
import { Button } from "@/components/ui/button";
import {
  type NoteTurn,
  type Piece,
  type SpokenTurn,
  type ToolTurn,
  type TranscriptTurn,
  turnAt,
} from "./transcript-types";

export type { Piece, SpokenTurn, ToolTurn, TranscriptTurn } from "./transcript-types";
export { withFacts } from "./transcript-types";

export interface TranscriptProps {
  turns: readonly TranscriptTurn[];
  /** The call goes on: new words come at the end. */
  live?: boolean;
  /** Where the player is, ms; the words follow it until the reader scrolls. */
  timeMs?: number;
  onSeek?: (ms: number) => void;
  /** Opens a tool's input and output, or the source of a fact. */
  onTool?: (id: string) => void;
  onFact?: (id: string) => void;
  /** The turn shown in the rail. */
  selected?: string | null;
  onSelect?: (id: string) => void;
  className?: string;
}

/** The words of a call. Struck was not heard; underlined opens its source; tools stand where they served. */
export function Transcript(props: TranscriptProps) {
  const { turns, live, timeMs, className } = props;
  const box = useRef<HTMLDivElement>(null);
  const [following, setFollowing] = useState(true);
  const moving = useRef(false);
  const playing = timeMs === undefined ? null : turnAt(turns, timeMs);
  const last = turns.at(-1);
  const target = live ? "end" : playing;
  const length = last?.kind === "turn" ? last.pieces.length : 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: new words move the end
  useEffect(() => {
    const scroller = box.current;
    if (!scroller || !following || !target) return;
    moving.current = true;
    if (target === "end") scroller.scrollTop = scroller.scrollHeight;
    else {
      const turn = scroller.querySelector<HTMLElement>(`[data-turn="${CSS.escape(target)}"]`);
      if (turn) scroller.scrollTop = turn.offsetTop - scroller.clientHeight / 3;
    }
    const settled = requestAnimationFrame(() => {
      moving.current = false;
    });
    return () => cancelAnimationFrame(settled);
  }, [target, following, turns.length, length]);
  return (
    <div className={cn("relative flex min-h-0 flex-col", className)}>
      <div
        ref={box}
        role="log"
        aria-label="Transcript"
        aria-live={live ? "polite" : "off"}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        onWheel={() => setFollowing(false)}
        onTouchMove={() => setFollowing(false)}
        onKeyDown={(event) => /^(Arrow(Up|Down)|Page|Home|End)/.test(event.key) && setFollowing(false)}
        className="relative flex min-h-0 flex-1 flex-col gap-0.5 overflow-y-auto focus-visible:-outline-offset-2"
      >
        {turns.map((turn) =>
          turn.kind === "turn" ? (
            <Spoken key={turn.id} turn={turn} playing={turn.id === playing} {...props} />
          ) : turn.kind === "tool" ? (
            <Tool key={turn.id} turn={turn} onTool={props.onTool} />
          ) : (
            <Note key={turn.id} turn={turn} />
          ),
        )}
      </div>
      {!following && target ? (
        <Button
          size="small"
          className="absolute bottom-3 left-1/2 -translate-x-1/2 bg-raised shadow-float"
          onClick={() => setFollowing(true)}
        >
          <ArrowDown aria-hidden="true" />
          Jump to now
        </Button>
      ) : null}
    </div>
  );
}

const speakers = {
  guest: { word: "Guest", icon: UserRound, tone: "text-muted" },
  line: { word: "Line", icon: AudioLines, tone: "text-accent-fg" },
  person: { word: "Person", icon: UserRound, tone: "text-success-fg" },
} as const;

interface SpokenProps extends TranscriptProps {
  turn: SpokenTurn;
  playing: boolean;
}

function Spoken({ turn, playing, onSeek, onFact, onSelect, selected }: SpokenProps) {
  const { word, icon: Icon, tone } = speakers[turn.speaker];
  const at = formatDuration(turn.atMs);
  return (
    <div
      data-turn={turn.id}
      data-speaker={turn.speaker}
      aria-hidden={turn.partial || undefined}
      className={cn(
        "grid grid-cols-[44px_1fr_auto] gap-x-3 rounded-md px-2 py-1.5 text-base sm:grid-cols-[44px_96px_1fr_auto]",
        playing && "bg-hover",
        selected === turn.id && "bg-accent-bg",
      )}
    >
      {onSeek && !turn.partial ? (
        <button
          type="button"
          aria-label={`Play from ${at}`}
          onClick={() => onSeek(turn.atMs)}
          className="touch-target self-start rounded-sm text-start text-subtle text-xs hover:text-text hover:underline"
        >
          {at}
        </button>
      ) : (
        <span className="pt-0.5 text-subtle text-xs">{at}</span>
      )}
      <span className={cn("flex items-start gap-1.5 truncate font-medium text-sm leading-5", tone)}>
        <Icon className="mt-1 size-3 shrink-0" aria-hidden="true" />
        <bdi className="truncate">{turn.name ?? word}</bdi>
      </span>
      <p
        dir="auto"
        className={cn(
          "col-span-3 col-start-2 row-start-2 break-words sm:col-span-1 sm:col-start-3 sm:row-start-1",
          turn.partial && "text-subtle",
        )}
      >
        {turn.source ? (
          <span className="me-2 rounded-sm border border-border px-1 text-2xs text-subtle">
            {turn.source === "typed" ? "Typed" : "Keys"}
          </span>
        ) : null}
        {turn.pieces.map((piece, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces are only ever added at the end
          <Words key={at} piece={piece} onFact={onFact} />
        ))}
        {turn.partial ? <span aria-hidden="true"> …</span> : null}
      </p>
      <span className="col-start-3 row-start-1 text-end sm:col-start-4">
        {turn.latencyMs === undefined ? null : onSelect ? (
          <button
            type="button"
            aria-label={`Timing of the turn at ${at}: ${formatLatency(turn.latencyMs)}`}
            aria-pressed={selected === turn.id}
            onClick={() => onSelect(turn.id)}
            className="touch-target rounded-sm text-subtle text-xs hover:text-text hover:underline"
          >
            {formatLatency(turn.latencyMs)}
          </button>
        ) : (
          <span className="text-subtle text-xs">{formatLatency(turn.latencyMs)}</span>
        )}
      </span>
    </div>
  );
}

function Words({ piece, onFact }: { piece: Piece; onFact?: (id: string) => void }) {
  const { text, fact, unheard } = piece;
  if (unheard) {
    return (
      <del className="text-subtle decoration-1">
        <span className="sr-only">Not heard: </span>
        {text}
      </del>
    );
  }
  if (!fact) return <>{text}</>;
  const styles = "underline decoration-accent decoration-1 underline-offset-4";
  if (!onFact) return <span className={styles}>{text}</span>;
  return (
    <button
      type="button"
      title={fact.label}
      onClick={() => onFact(fact.id)}
      className={cn(styles, "inline rounded-sm text-start hover:bg-accent-bg hover:text-accent-fg")}
    >
      {text}
      <span className="sr-only"> ({fact.label})</span>
    </button>
  );
}

function Tool({ turn, onTool }: { turn: ToolTurn; onTool?: (id: string) => void }) {
  const running = turn.durationMs === null;
  const Icon = running ? LoaderCircle : turn.failed ? TriangleAlert : Search;
  const body = (
    <>
      <Icon
        aria-hidden="true"
        className={cn("size-3 shrink-0", running && "animate-spin", turn.failed && "text-danger")}
      />
      <span className="shrink-0 font-mono text-muted">{turn.name}</span>
      <span
        className={cn("min-w-0 flex-1 truncate text-start", turn.failed ? "text-danger-fg" : "text-muted")}
      >
        {turn.outcome}
      </span>
      <span className="shrink-0 whitespace-nowrap text-subtle">
        {turn.durationMs === null ? "running" : formatLatency(turn.durationMs)}
      </span>
    </>
  );
  const styles = "flex min-h-7 w-full items-center gap-2 rounded-sm border-s-2 border-border px-2 text-xs";
  return (
    <div className="px-2 sm:ps-[56px]">
      {onTool ? (
        <button
          type="button"
          onClick={() => onTool(turn.id)}
          className={cn(styles, "hover:border-accent hover:bg-hover pointer-coarse:min-h-11")}
        >
          {body}
        </button>
      ) : (
        <div className={styles}>{body}</div>
      )}
    </div>
  );
}

const Note = ({ turn }: { turn: NoteTurn }) => (
  <p className="flex items-center gap-3 px-2 py-1 text-subtle text-xs">
    <span>{formatDuration(turn.atMs)}</span>
    <span className="h-px flex-1 bg-border" aria-hidden="true" />
    {turn.text}
    <span className="h-px flex-1 bg-border" aria-hidden="true" />
  </p>
);
