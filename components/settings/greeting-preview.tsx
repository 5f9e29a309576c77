"use client";
import { useWatch } from "react-hook-form";
import { Panel } from "@/components/hotel/panel";
import { SaidByTheLine } from "@/components/hotel/said-by-the-line";
import { greeting } from "@/server/features/line/greeting";

const recordings = ["off", "notice", "ask"] as const;

/** The first words of a call with what the form holds, saved or not. */
export function GreetingPreview({ spokenName }: { spokenName: string }) {
  const [opening, recording] = useWatch<Record<string, unknown>>({
    name: ["opening", "recording"],
  }) as unknown[];
  const mode = recordings.find((each) => each === recording) ?? "notice";
  const own = typeof opening === "string" && opening.trim() ? opening.trim() : undefined;
  const words = greeting("en", { opening: own, spokenName, recording: mode });
  return (
    <Panel title="A call begins">
      <SaidByTheLine>{words}</SaidByTheLine>
      <p className="mt-2 text-muted text-xs">
        {words.split(/\s+/).length} words. Short greetings are heard to the end; twenty is a good limit.
      </p>
    </Panel>
  );
}
