import type { Turn } from "@/server/features/calls/schema";
import type { CallEventBody } from "@/server/line/events";

/** As `calls.events` gives them. */
export interface CallEventRow {
  position: number;
  type: string;
  body: Record<string, unknown>;
  at: string;
}

export interface ToolNote {
  turnId: string;
  toolSequence: number;
  name: string;
  outcome: string;
  durationMs: number;
  atMs: number;
}
export interface CallNote {
  id: string;
  atMs: number;
  body: Extract<
    CallEventBody,
    { type: "state" | "recording" | "degraded" | "keys" | "person_lost" | "wish" }
  >;
}
export interface Projection {
  /** Turns as the events tell them, with the position of the last event that touched each. */
  turns: ReadonlyMap<string, { turn: Turn; position: number }>;
  tools: readonly ToolNote[];
  notes: readonly CallNote[];
  /** Who heard, thought and spoke in a turn of the line, and what was out of order then. */
  services: ReadonlyMap<string, TurnServices>;
}

type Timed = Extract<CallEventBody, { type: "timing" }>;
export interface TurnServices {
  vendors: NonNullable<Timed["vendors"]>;
  /** Rungs of the degradation ladder that were on. */
  rungs: readonly string[];
}

export const turnKey = (speaker: string, turnId: string): string => `${speaker}:${turnId}`;

/** Builds the call from its events alone, as the server's own projection does. */
export function project(events: readonly CallEventRow[]): Projection {
  const turns = new Map<string, { turn: Turn; position: number }>();
  const tools: ToolNote[] = [];
  const notes: CallNote[] = [];
  const services = new Map<string, TurnServices>();
  const rungs = new Set<string>();
  for (const event of events) {
    // The verb's output is the stored body, which was parsed with this schema when it came in.
    const body = event.body as CallEventBody;
    switch (body.type) {
      case "guest_turn":
        turns.set(turnKey("guest", body.turnId), {
          position: event.position,
          turn: { ...emptyTurn("guest", body.turnId, event.position), ...pick(body) },
        });
        break;
      case "line_said": {
        const key = turnKey("line", body.turnId);
        const known = turns.get(key)?.turn ?? {
          ...emptyTurn("line", body.turnId, event.position),
          startMs: body.atMs,
        };
        const text = `${known.text} ${body.text}`.trim();
        const facts = [...new Set([...known.facts, ...body.facts])];
        turns.set(key, { position: event.position, turn: { ...known, text, facts, endMs: body.atMs } });
        break;
      }
      case "line_heard":
        change(turns, body.turnId, event.position, {
          text: body.heard,
          unheard: body.unheard,
          endMs: body.atMs,
          ...heardFor(turns, body),
        });
        break;
      case "timing":
        change(turns, body.turnId, event.position, { timing: body.timing });
        services.set(body.turnId, { vendors: body.vendors ?? {}, rungs: [...rungs] });
        break;
      case "tool":
        tools.push(body);
        break;
      case "degraded":
        if (body.on) rungs.add(body.rung);
        else rungs.delete(body.rung);
        notes.push({ id: `note:${event.position}`, atMs: body.atMs, body });
        break;
      case "state":
      case "recording":
      case "keys":
      case "person_lost":
      case "wish":
        notes.push({ id: `note:${event.position}`, atMs: body.atMs, body });
        break;
      default:
    }
  }
  return { turns, tools, notes, services };
}

const emptyTurn = (speaker: Turn["speaker"], turnId: string, ordinal: number): Turn => ({
  ...{ id: `${speaker}-${turnId}`, turnId, ordinal, speaker, source: "speech", text: "", unheard: "" },
  ...{ facts: [], confidence: 1, startMs: 0, endMs: 0, timing: null },
});

const pick = (body: Extract<CallEventBody, { type: "guest_turn" }>) => ({
  ...{ source: body.source, text: body.text, confidence: body.confidence },
  ...{ startMs: body.startMs, endMs: body.endMs },
});

/** How long it was heard, beside the stages of the wait for it. */
function heardFor(
  turns: ReadonlyMap<string, { turn: Turn }>,
  { turnId, heardMs }: Extract<CallEventBody, { type: "line_heard" }>,
): Partial<Turn> {
  const timing = turns.get(turnKey("line", turnId))?.turn.timing;
  return timing && heardMs !== undefined ? { timing: { ...timing, heard: heardMs } } : {};
}

function change(
  turns: Map<string, { turn: Turn; position: number }>,
  turnId: string,
  position: number,
  patch: Partial<Turn>,
): void {
  const key = turnKey("line", turnId);
  const known = turns.get(key);
  if (known) turns.set(key, { position, turn: { ...known.turn, ...patch } });
}
