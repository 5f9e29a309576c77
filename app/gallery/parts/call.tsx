"use client";
import { useState } from "react";
import { Transcript, type TranscriptTurn, withFacts } from "@/components/patterns/transcript";
import { Waveform } from "@/components/patterns/waveform";
import { Field } from "@/components/ui/field";
import { Switch } from "@/components/ui/switch";
import { Part } from "./part";

const wave = (shift: number) =>
  Array.from({ length: 900 }, (_, at) =>
    Math.sin(at / 90 + shift) > 0 ? Math.abs(Math.sin(at * 12.9898) * 0.9) : 0.02,
  );
const peaks = { guest: wave(0), line: wave(Math.PI) };
const turns: TranscriptTurn[] = [
  {
    kind: "turn",
    id: "1",
    speaker: "line",
    atMs: 0,
    pieces: [{ text: "Fjord Hotel, this is the assistant. The call is recorded. How can I help?" }],
  },
  {
    kind: "turn",
    id: "2",
    speaker: "guest",
    name: "Lindqvist",
    atMs: 9_000,
    pieces: [{ text: "The fifth to the eighth, two of us." }],
  },
  {
    kind: "tool",
    id: "3",
    name: "search-availability",
    outcome: "3 offers, held until 14:32",
    durationMs: 184,
    atMs: 12_000,
  },
  {
    kind: "turn",
    id: "4",
    speaker: "line",
    atMs: 15_000,
    latencyMs: 912,
    pieces: [
      ...withFacts("Courtyard Double for three nights is 509.40 with taxes. ", [
        { id: "q", label: "quote", text: "509.40 with taxes" },
        { id: "t", label: "room type", text: "Courtyard Double" },
      ]),
      { text: "It comes with breakfast and", unheard: true },
    ],
  },
  { kind: "note", id: "5", text: "Keys only for a moment", atMs: 17_000 },
  {
    kind: "tool",
    id: "6",
    name: "policies.breakfast",
    outcome: "No answer in time",
    durationMs: 4_000,
    failed: true,
    atMs: 18_000,
  },
  {
    kind: "turn",
    id: "7",
    speaker: "guest",
    source: "typed",
    atMs: 20_000,
    pieces: [{ text: "Is breakfast included?" }],
  },
  { kind: "tool", id: "8", name: "hold-room", outcome: "", durationMs: null, atMs: 21_000 },
  { kind: "turn", id: "9", speaker: "guest", atMs: 22_000, partial: true, pieces: [{ text: "Is it break" }] },
];

export function CallParts() {
  const [time, setTime] = useState(15_400);
  const [live, setLive] = useState(false);
  const [turn, setTurn] = useState<string | null>("4");
  return (
    <Part title="Call">
      <div className="flex flex-col gap-4 rounded-lg border border-border bg-surface p-4">
        <Waveform
          peaks={peaks}
          durationMs={60_000}
          timeMs={time}
          onSeek={setTime}
          turns={[0, 9_000, 15_000, 20_000]}
        />
        <Field label="Live">
          <Switch checked={live} onCheckedChange={setLive} />
        </Field>
        <Transcript
          turns={turns}
          live={live}
          timeMs={live ? undefined : time}
          onSeek={live ? undefined : setTime}
          onTool={() => {}}
          onFact={() => {}}
          selected={turn}
          onSelect={setTurn}
          className="h-80"
        />
      </div>
    </Part>
  );
}
