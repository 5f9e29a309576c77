import { expect, test } from "vitest";
import { type TranscriptTurn, turnAt, withFacts } from "@/components/patterns/transcript-types";

const turns: TranscriptTurn[] = [
  { kind: "turn", id: "a", speaker: "line", atMs: 0, pieces: [] },
  { kind: "turn", id: "b", speaker: "guest", atMs: 9_000, pieces: [] },
  { kind: "tool", id: "t", name: "search-availability", outcome: "3 offers", durationMs: 184, atMs: 12_000 },
  { kind: "turn", id: "c", speaker: "line", atMs: 15_000, pieces: [] },
];

test("the turn being played is the last that began", () => {
  expect(turnAt(turns, -1)).toBeNull();
  expect(turnAt(turns, 0)).toBe("a");
  expect(turnAt(turns, 13_000)).toBe("b");
  expect(turnAt(turns, 1e9)).toBe("c");
  expect(turnAt([], 5)).toBeNull();
});

test("each fact underlines its own words and loses none of the others", () => {
  const text = "Courtyard, 509.40 with taxes, until 14:32.";
  const facts = [
    { id: "1", label: "quote", text: "509.40" },
    { id: "2", label: "hold", text: "14:32" },
    { id: "3", label: "absent", text: "999" },
    { id: "4", label: "empty", text: "" },
  ];
  const pieces = withFacts(text, facts);
  expect(pieces.map((piece) => piece.text).join("")).toBe(text);
  expect(pieces.filter((piece) => piece.fact).map((piece) => piece.fact?.id)).toEqual(["1", "2"]);
});
test("no text, no pieces; a fact inside a fact is not split again", () => {
  expect(withFacts("", [{ id: "1", label: "x", text: "a" }])).toEqual([]);
  const nested = withFacts("12 12", [
    { id: "1", label: "first", text: "12" },
    { id: "2", label: "second", text: "12" },
  ]);
  expect(nested.map((piece) => piece.fact?.id ?? piece.text)).toEqual(["1", " ", "2"]);
});
