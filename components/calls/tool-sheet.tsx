"use client";
import { KeyValues } from "@/components/patterns/key-values";
import { Latency } from "@/components/patterns/values";
import { Sheet } from "@/components/ui/sheet";
import type { ToolCallView } from "@/server/features/calls/schema";
import { factsOf, sayOf } from "./facts";
import { toolOutcome } from "./words";

interface Props {
  tool: ToolCallView | null;
  /** The fact that led here. */
  fact: string | null;
  onClose: () => void;
}

const effects: Readonly<Record<string, string>> = {
  read: "Reads only",
  write: "Writes",
  money: "Moves money",
  telephony: "Acts on the call",
  alarm: "Raises an alarm",
};

/** What the line asked the hotel's system, and what it was told. */
export function ToolSheet({ tool, fact, onClose }: Props) {
  return (
    <Sheet
      open={tool !== null}
      onOpenChange={(open) => !open && onClose()}
      title={<span className="font-mono text-base">{tool?.name ?? ""}</span>}
      description={tool ? sayOf(tool.result) || toolOutcome(tool.code ?? "ok") : ""}
    >
      {tool ? (
        <div className="flex flex-col gap-4">
          <KeyValues
            items={[
              { label: "Result", value: tool.ok ? toolOutcome("ok") : toolOutcome(tool.code ?? "later") },
              { label: "Kind", value: effects[tool.effect] ?? tool.effect },
              { label: "Took", value: <Latency ms={tool.durationMs} /> },
            ]}
          />
          <Facts tool={tool} fact={fact} />
          <Payload title="Input" value={tool.input} />
          <Payload title="Output" value={tool.result} />
        </div>
      ) : null}
    </Sheet>
  );
}

function Facts({ tool, fact }: { tool: ToolCallView; fact: string | null }) {
  const facts = factsOf(tool);
  if (facts.length === 0) return null;
  return (
    <section aria-label="Facts">
      <h3 className="mb-1 font-semibold text-sm">What it allowed the line to say</h3>
      <ul className="text-sm">
        {facts.map(({ id, spoken, label }) => (
          <li
            key={id}
            aria-current={id === fact || undefined}
            className="flex flex-col border-border border-b px-2 py-1.5 last:border-b-0 aria-[current]:bg-accent-bg"
          >
            <span dir="auto">{spoken}</span>
            <span className="text-muted text-xs">{label}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const Payload = ({ title, value }: { title: string; value: unknown }) => (
  <section aria-label={title}>
    <h3 className="mb-1 font-semibold text-sm">{title}</h3>
    <pre
      dir="ltr"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="max-h-80 overflow-auto rounded-md bg-sunken p-3 font-mono text-xs"
    >
      {JSON.stringify(value, null, 2)}
    </pre>
  </section>
);
