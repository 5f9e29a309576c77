import { type Piece, type TranscriptTurn, withFacts } from "@/components/patterns/transcript-types";
import type { CallDetail, ToolCallView, Turn } from "@/server/features/calls/schema";
import { type FactView, factsById, sayOf } from "./facts";
import { type CallEventRow, type CallNote, project, type ToolNote, turnKey } from "./project";
import { degradedWords, toolOutcome } from "./words";

type Base = Pick<CallDetail, "position" | "turns" | "toolCalls" | "guest">;

/**
 * The transcript of a call: what was read of it, and the events that came after. A turn touched by a later event is
 * taken from the events whole, so nothing is missed and nothing counts twice.
 */
export function transcriptOf(call: Base, events: readonly CallEventRow[], partial = ""): TranscriptTurn[] {
  const { turns, tools, notes } = project(events);
  const facts = factsById(call.toolCalls);
  const merged = mergeTurns(call, turns);
  const waiting = toolRows(call.toolCalls, tools);
  const rows: TranscriptTurn[] = [];
  const take = (turnId: string) => {
    for (const row of waiting.get(turnId) ?? []) rows.push(row);
    waiting.delete(turnId);
  };
  for (const turn of merged) {
    if (turn.speaker !== "guest") take(turn.turnId);
    rows.push(spoken(turn, facts, call.guest?.name));
    if (turn.speaker === "guest") take(turn.turnId);
  }
  for (const left of waiting.values()) rows.push(...left);
  const withNotes = insertNotes(rows, notes);
  if (!partial.trim()) return withNotes;
  const atMs = Math.max(0, ...merged.map((turn) => turn.endMs));
  return [
    ...withNotes,
    { kind: "turn", id: "guest-now", speaker: "guest", atMs, pieces: [{ text: partial }], partial: true },
  ];
}

/** Turns in order: those of the reading, replaced by what newer events say of them. */
export function mergeTurns(
  call: Pick<Base, "position" | "turns">,
  told: ReturnType<typeof project>["turns"],
): Turn[] {
  const merged = new Map(call.turns.map((turn) => [turnKey(turn.speaker, turn.turnId), turn]));
  for (const [key, { turn, position }] of told) {
    const known = merged.get(key);
    if (!known) merged.set(key, turn);
    else if (position > call.position) merged.set(key, { ...turn, id: known.id, ordinal: known.ordinal });
  }
  return asSpoken([...merged.values()].sort((a, b) => a.ordinal - b.ordinal));
}

/** Words are written down when they are known: those of a guest may be after a filler that was said while they were found. */
function asSpoken(turns: Turn[]): Turn[] {
  for (const [i, turn] of turns.entries()) {
    const before = turns[i - 1];
    if (turn.speaker !== "guest" || before?.speaker !== "line" || before.startMs <= turn.startMs) continue;
    [turns[i - 1], turns[i]] = [turn, before];
  }
  return turns;
}

function spoken(turn: Turn, facts: ReadonlyMap<string, FactView>, guest?: string): TranscriptTurn {
  const { speaker, source, timing } = turn;
  return {
    kind: "turn",
    id: turnKey(speaker, turn.turnId),
    speaker,
    atMs: turn.startMs,
    pieces: piecesOf(turn, facts),
    ...(speaker === "guest" && guest ? { name: guest.split(",", 1)[0] } : {}),
    ...(speaker === "line" && timing ? { latencyMs: timing.total } : {}),
    ...(source === "typed" || source === "keypad" ? { source } : {}),
  };
}

function piecesOf(turn: Turn, facts: ReadonlyMap<string, FactView>): Piece[] {
  const sources = turn.facts.flatMap((id) => {
    const fact = facts.get(id);
    if (!fact) return [];
    // A fact that begins a sentence is written with a capital.
    const text = [fact.spoken, capital(fact.spoken)].find((form) => form && turn.text.includes(form));
    return text ? [{ id: fact.id, label: fact.label, text }] : [];
  });
  // The longest first: "three nights at 164" before "164".
  const heard = withFacts(
    turn.text,
    sources.sort((a, b) => b.text.length - a.text.length),
  );
  return turn.unheard ? [...heard, { text: `${turn.text ? " " : ""}${turn.unheard}`, unheard: true }] : heard;
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

export const toolRowId = (toolSequence: number): string => `tool:${toolSequence}`;

/** Tool rows by the turn they served; one that only an event knows has no input and output yet. */
function toolRows(calls: readonly ToolCallView[], told: readonly ToolNote[]): Map<string, TranscriptTurn[]> {
  const known = new Set(calls.map((call) => call.toolSequence));
  const rows = [
    ...calls.map((call) => ({
      turnId: call.turnId,
      row: {
        ...{ kind: "tool" as const, id: toolRowId(call.toolSequence), name: call.name, atMs: call.atMs },
        outcome: call.ok ? sayOf(call.result) || toolOutcome("ok") : toolOutcome(call.code ?? "later"),
        ...{ durationMs: call.durationMs, failed: !call.ok },
      },
    })),
    ...told
      .filter(({ toolSequence }) => !known.has(toolSequence))
      .map((note) => ({
        turnId: note.turnId,
        row: {
          ...{ kind: "tool" as const, id: toolRowId(note.toolSequence), name: note.name, atMs: note.atMs },
          ...{
            outcome: toolOutcome(note.outcome),
            durationMs: note.durationMs,
            failed: note.outcome !== "ok",
          },
        },
      })),
  ];
  const byTurn = new Map<string, TranscriptTurn[]>();
  for (const { turnId, row } of rows) byTurn.set(turnId, [...(byTurn.get(turnId) ?? []), row]);
  return byTurn;
}

/** What the call itself went through, as lines between the words. */
function insertNotes(rows: readonly TranscriptTurn[], notes: readonly CallNote[]): TranscriptTurn[] {
  const result = [...rows];
  for (const { id, atMs, body } of notes) {
    const text = noteWords(body);
    if (!text) continue;
    const after = result.findLastIndex((row) => row.atMs <= atMs);
    result.splice(after + 1, 0, { kind: "note", id, text, atMs });
  }
  return result;
}

function noteWords(body: CallNote["body"]): string | null {
  switch (body.type) {
    case "degraded":
      return degradedWords(body.rung, body.on);
    case "recording":
      return body.on ? null : "The guest refused: recording stopped";
    case "person_lost":
      return "The colleague was cut off: the line has the call back";
    case "wish":
      return `The system did not answer: noted for the team (${body.name.replaceAll("_", " ")})`;
    case "state":
      if (body.state === "on_hold") return "On hold";
      if (body.state === "transferring") return "Passing to a person";
      return body.state === "with_person" ? "With a person" : null;
    default:
      return null;
  }
}
