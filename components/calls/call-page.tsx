"use client";
import { useSearchParams } from "next/navigation";
import { useEffect, useMemo, useRef, useState } from "react";
import { Transcript, type TranscriptTurn } from "@/components/patterns/transcript";
import { RecordCrumb } from "@/components/shell/crumbs";
import { Banner } from "@/components/ui/banner";
import type { CallDetail, Turn } from "@/server/features/calls/schema";
import { CallHeader } from "./call-header";
import { CallRail } from "./call-rail";
import { callerText } from "./columns";
import { LiveControl } from "./control/live-control";
import { factsById } from "./facts";
import { Player, type PlayerHandle } from "./player";
import { turnKey } from "./project";
import { partsSentence } from "./recording-words";
import { ToolSheet } from "./tool-sheet";
import { toolRowId } from "./transcript-of";
import { TranslationBar, useTranslation } from "./translation";
import { useCall } from "./use-call";

interface Props {
  hotel: string;
  callId: string;
  mayControl: boolean;
  mayListen: boolean;
}

/** One call, running or past: the words, the look-ups between them, and what came of it. */
export function CallPage({ hotel, callId, mayControl, mayListen }: Props) {
  const { call, turns, services, live, state, error } = useCall(callId);
  const [chosen, setChosen] = useState<string | null>(null);
  const [source, setSource] = useState<{ tool: number; fact: string | null } | null>(null);
  const [time, setTime] = useState<number | undefined>(undefined);
  const player = useRef<PlayerHandle>(null);
  const facts = useMemo(() => factsById(call.toolCalls), [call.toolCalls]);
  const turn = chosenTurn(call, chosen);
  const playable = !live && call.recording?.status === "ready";
  const linked = useLinkedTurn(call, turns);
  const { turns: words, ...translation } = useTranslation(call.id, turns);
  useEffect(() => {
    if (linked) setChosen(linked);
  }, [linked]);

  const openFact = (id: string) => {
    const fact = facts.get(id);
    if (fact) setSource({ tool: fact.toolSequence, fact: id });
  };
  return (
    <div className="flex flex-col gap-4">
      <RecordCrumb label={callerText(call)} />
      <CallHeader call={call} live={live} state={state} mayControl={mayControl} />
      {error && live ? (
        <Banner tone="warning">The call goes on, but this page lost it. Asking again.</Banner>
      ) : null}
      {live && mayControl ? <LiveControl call={call} state={state} mayListen={mayListen} /> : null}
      {live ? null : (
        <RecordingBar call={call}>
          {playable && call.recording ? (
            <Player
              callId={call.id}
              recording={call.recording}
              turns={starts(turns)}
              onTime={setTime}
              handle={player}
            />
          ) : null}
        </RecordingBar>
      )}
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_340px]">
        <section aria-labelledby="words" className="rounded-lg border border-border bg-surface p-2">
          <h2 id="words" className="sr-only">
            Transcript
          </h2>
          {live || turns.length === 0 ? null : <TranslationBar {...translation} spoken={call.language} />}
          {turns.length === 0 ? (
            <p className="px-2 py-12 text-center text-muted text-sm">
              {live ? "Nobody has spoken yet." : "Nothing was said in this call."}
            </p>
          ) : (
            <Transcript
              turns={words}
              live={live}
              timeMs={time}
              onSeek={playable ? (ms) => player.current?.seek(ms) : undefined}
              onTool={(id) => {
                const tool = call.toolCalls.find((each) => toolRowId(each.toolSequence) === id);
                if (tool) setSource({ tool: tool.toolSequence, fact: null });
              }}
              onFact={openFact}
              selected={turn ? turnKey(turn.speaker, turn.turnId) : null}
              onSelect={setChosen}
              className="max-h-[max(360px,calc(100dvh-260px))]"
            />
          )}
        </section>
        <CallRail
          hotel={hotel}
          call={call}
          live={live}
          mayControl={mayControl}
          turn={turn}
          services={turn ? services.get(turn.turnId) : undefined}
          facts={turn?.facts.flatMap((id) => facts.get(id) ?? []) ?? []}
          onFact={openFact}
        />
      </div>
      <ToolSheet
        tool={call.toolCalls.find((each) => each.toolSequence === source?.tool) ?? null}
        fact={source?.fact ?? null}
        onClose={() => setSource(null)}
      />
    </div>
  );
}

const starts = (turns: readonly TranscriptTurn[]): number[] =>
  turns.flatMap((turn) => (turn.kind === "turn" ? [turn.atMs] : []));

/** The turn one chose, else the last one of the line that was measured. */
function chosenTurn(call: CallDetail, chosen: string | null): Turn | null {
  const picked = call.turns.find((turn) => turnKey(turn.speaker, turn.turnId) === chosen);
  return picked ?? call.turns.findLast((turn) => turn.speaker === "line" && turn.timing !== null) ?? null;
}

/** `?turn=t5` or `?at=13000`: another page points at a moment of this call. */
function useLinkedTurn(call: CallDetail, turns: readonly TranscriptTurn[]): string | null {
  const params = useSearchParams();
  const [turnId, at] = [params.get("turn"), params.get("at")];
  const named = turnId
    ? call.turns.find((turn) => turn.turnId === turnId && turn.speaker === "line")
    : undefined;
  const timed =
    at && Number.isFinite(Number(at))
      ? call.turns.findLast((turn) => turn.speaker === "line" && turn.startMs <= Number(at))
      : undefined;
  const found = named ?? timed;
  const key = found ? turnKey(found.speaker, found.turnId) : null;
  const there = key !== null && turns.some((turn) => turn.id === key);
  useEffect(() => {
    if (there && key)
      document.querySelector(`[data-turn="${CSS.escape(key)}"]`)?.scrollIntoView({ block: "center" });
  }, [key, there]);
  return there ? key : null;
}

interface RecordingBarProps {
  call: CallDetail;
  children: React.ReactNode;
}

/** The player, or the sentence that says why there is none. */
function RecordingBar({ call, children }: RecordingBarProps) {
  const { recording } = call;
  const why = !recording
    ? call.recordingRefused
      ? "The guest refused to be recorded."
      : "This call was not recorded."
    : recording.status === "uploading" || recording.status === "processing"
      ? "The recording is being prepared."
      : recording.status === "failed"
        ? "The recording was lost on its way. The words below are complete."
        : recording.status === "deleted"
          ? "The recording was deleted."
          : null;
  return (
    <section aria-label="Recording" className="rounded-lg border border-border bg-surface px-4 py-3">
      {why ? <p className="text-muted text-sm">{why}</p> : children}
      {!why && recording && partsSentence(recording) && (
        <p className="mt-2 text-muted text-sm">{partsSentence(recording)}</p>
      )}
    </section>
  );
}
