"use client";
import { useWatch } from "react-hook-form";
import { useHotel } from "@/components/hotel/hotel-context";
import { Panel } from "@/components/hotel/panel";
import { recordWords } from "@/components/policies/record-words";
import { personaLines } from "@/server/line/persona";
import { voiceRows } from "./voice-rows";

/** What a language model is told of who it is, and which voice speaks, with what the form holds, saved or not. */
export function PersonaPreview() {
  const { name: hotel } = useHotel();
  const [name, manner, voices] = useWatch<Record<string, unknown>>({
    name: ["personaName", "personaManner", "voices"],
  }) as unknown[];
  const lines = personaLines({ name: text(name) || "the line", instructions: text(manner) }, hotel);
  const rows = voiceRows(voices, recordWords.voices?.fields.vendor?.options ?? {});
  return (
    <Panel title="Who answers">
      <ul className="flex flex-col gap-1 text-sm" dir="auto">
        {lines.map((line) => (
          <li key={line}>{line.replace(/<\/?hotel>/g, (mark) => (mark.startsWith("</") ? "”" : "“"))}</li>
        ))}
      </ul>
      <p className="mt-2 text-muted text-xs">
        A language model reads this after the rules of the line. Without one, the line's own sentences are
        said.
      </p>
      {rows.length > 0 ? (
        <ul className="mt-2 flex flex-col gap-1 text-muted text-sm">
          {rows.map((row) => (
            <li key={row}>{row}</li>
          ))}
        </ul>
      ) : (
        <p className="mt-2 text-muted text-sm">Every call has the voice of its connection.</p>
      )}
    </Panel>
  );
}

const text = (value: unknown): string => (typeof value === "string" ? value.trim() : "");
