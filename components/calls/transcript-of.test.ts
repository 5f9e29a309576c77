import { describe, expect, test } from "vitest";
import type { CallDetail, ToolCallView, Turn } from "@/server/features/calls/schema";
import type { CallEventBody } from "@/server/line/events";
import type { CallEventRow } from "./project";
import { transcriptOf } from "./transcript-of";

const event = (position: number, body: CallEventBody): CallEventRow => ({
  ...{ position, type: body.type, body, at: "2026-03-04T12:42:00.000Z" },
});
const guest = (position: number, turnId: string, text: string) =>
  event(position, {
    type: "guest_turn",
    turnId,
    source: "typed",
    text,
    confidence: 1,
    startMs: position * 100,
    endMs: position * 100,
  });
const said = (position: number, turnId: string, text: string, clause = 0, facts: string[] = []) =>
  event(position, { type: "line_said", turnId, clause, text, kind: "answer", facts, atMs: position * 100 });
const turn = (
  ordinal: number,
  speaker: Turn["speaker"],
  turnId: string,
  text: string,
  over: Partial<Turn> = {},
): Turn => ({
  ...{
    id: `${ordinal}`,
    turnId,
    ordinal,
    speaker,
    source: "speech",
    text,
    unheard: "",
    facts: [],
    confidence: 1,
  },
  ...{ startMs: ordinal * 100, endMs: ordinal * 100, timing: null, ...over },
});
const tool = (toolSequence: number, turnId: string, over: Partial<ToolCallView> = {}): ToolCallView => ({
  ...{
    id: `tool-${toolSequence}`,
    turnId,
    toolSequence,
    name: "search_rooms",
    effect: "read",
    ok: true,
    code: null,
  },
  ...{ atMs: 150, durationMs: 184, input: {}, result: { ok: true, say: "Three offers", facts: [] }, ...over },
});
type Base = Pick<CallDetail, "position" | "turns" | "toolCalls" | "guest">;
const base = (over: Partial<Base> = {}): Base => ({
  position: 0,
  turns: [],
  toolCalls: [],
  guest: null,
  ...over,
});
const shown = (call: Base, events: readonly CallEventRow[], partial?: string) =>
  transcriptOf(call, events, partial).map((row) =>
    row.kind === "turn"
      ? `${row.speaker}: ${row.pieces.map((piece) => (piece.unheard ? `[${piece.text}]` : piece.fact ? `<${piece.text}>` : piece.text)).join("")}`
      : row.kind === "tool"
        ? `tool ${row.name}`
        : `note ${row.text}`,
  );

describe("a transcript", () => {
  test("is the same from events alone, from the reading alone, and from any mixture", () => {
    const events = [
      said(1, "greeting", "Fjord Hotel."),
      said(2, "greeting", "How can I help?", 1),
      guest(3, "t1", "A double on Friday."),
      event(4, {
        type: "tool",
        turnId: "t1",
        toolSequence: 1,
        name: "search_rooms",
        outcome: "ok",
        durationMs: 184,
        atMs: 350,
      }),
      said(5, "t1", "The Courtyard Double is free."),
    ];
    const turns = [
      turn(1, "line", "greeting", "Fjord Hotel. How can I help?"),
      turn(3, "guest", "t1", "A double on Friday.", { source: "typed" }),
      turn(5, "line", "t1", "The Courtyard Double is free."),
    ];
    const all = [
      "line: Fjord Hotel. How can I help?",
      "guest: A double on Friday.",
      "tool search_rooms",
      "line: The Courtyard Double is free.",
    ];
    expect(shown(base(), events)).toEqual(all);
    expect(shown(base({ position: 5, turns, toolCalls: [tool(1, "t1")] }), [])).toEqual(all);
    for (let position = 0; position <= 5; position++) {
      // The reading's turns may be newer than its position: both were read one after the other.
      for (let read = position; read <= 5; read++) {
        const some = turns.filter((each) => each.ordinal <= read);
        const cut = read < 2 ? some.map((each) => ({ ...each, text: "Fjord Hotel." })) : some;
        const toolCalls = read >= 4 ? [tool(1, "t1")] : [];
        expect(shown(base({ position, turns: cut, toolCalls }), events)).toEqual(all);
      }
    }
  });

  test("strikes what was not heard", () => {
    const events = [
      said(1, "t1", "It is 164 euros. It comes with breakfast."),
      event(2, {
        type: "line_heard",
        turnId: "t1",
        heard: "It is 164 euros.",
        unheard: "It comes with breakfast.",
        cut: true,
        atMs: 900,
      }),
    ];
    expect(shown(base(), events)).toEqual(["line: It is 164 euros.[ It comes with breakfast.]"]);
  });

  test("a fact opens its source, also at the start of a sentence; an unknown one is plain words", () => {
    const facts = [
      { id: "c1.1", kind: "price", name: "total", value: 1, spoken: "509.40 with taxes" },
      { id: "c1.2", kind: "attribute", name: "roomType", value: "x", spoken: "the Courtyard Double" },
    ];
    const call = base({
      position: 9,
      turns: [
        turn(1, "line", "t1", "The Courtyard Double is 509.40 with taxes.", {
          facts: ["c1.1", "c1.2", "c9.9"],
        }),
      ],
      toolCalls: [tool(1, "t1", { result: { ok: true, say: "", facts } })],
    });
    expect(shown(call, [])).toEqual([
      "tool search_rooms",
      "line: <The Courtyard Double> is <509.40 with taxes>.",
    ]);
  });

  test("malformed results, tools without a turn and empty calls do no harm", () => {
    const results: unknown[] = [null, "text", [], { facts: "no" }, { facts: [null, 1, { id: 3 }] }];
    expect(shown(base(), [])).toEqual([]);
    expect(
      shown(base({ toolCalls: results.map((result, at) => tool(at, "gone", { result })) }), []),
    ).toHaveLength(5);
  });

  test("what is being said comes last, and notes stand where they happened", () => {
    const events = [
      guest(1, "t1", "Hello?"),
      event(2, { type: "degraded", rung: "keys_only", on: true, atMs: 250 }),
      said(3, "t1", "Use the keys."),
      event(4, { type: "state", state: "listening", atMs: 400 }),
    ];
    expect(shown(base(), events, "is it br")).toEqual([
      "guest: Hello?",
      "note Keys only: the line cannot hear",
      "line: Use the keys.",
      "guest: is it br",
    ]);
  });
});

test("a filler that was said while the guest's words were still being found stands after them", () => {
  const call = base({
    turns: [
      turn(1, "line", "t1", "What name is the booking for?", { startMs: 1_000 }),
      turn(2, "line", "t2-filler", "One moment, let me look.", { startMs: 4_000 }),
      turn(3, "guest", "t2", "Anna Meyer", { startMs: 2_500, endMs: 3_200 }),
      turn(4, "line", "t2", "Thank you.", { startMs: 6_000 }),
      turn(5, "guest", "t3", "Goodbye", { startMs: 7_000 }),
    ],
  });
  expect(transcriptOf(call, []).map((row) => row.atMs)).toEqual([1_000, 2_500, 4_000, 6_000, 7_000]);
});
