"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useWatch } from "react-hook-form";
import { useHotel } from "@/components/hotel/hotel-context";
import { Panel } from "@/components/hotel/panel";
import { SaidByTheLine } from "@/components/hotel/said-by-the-line";
import { useTRPC } from "@/components/trpc/client";
import { greeting } from "@/server/features/line/greeting";
import { mainLanguage } from "@/server/kernel/in-language";
import { languageNote } from "./language-note";

const recordings = ["off", "notice", "ask"] as const;

/** The first words of a call with what the form holds, saved or not, in the language it begins in. */
export function GreetingPreview({ spokenName }: { spokenName: string }) {
  const trpc = useTRPC();
  const { href } = useHotel();
  const engines = useQuery(trpc.vendors.hostedSpeech.queryOptions({})).data;
  const [opening, recording, languages, listenIn] = useWatch<Record<string, unknown>>({
    name: ["opening", "recording", "languages", "listenIn"],
  }) as unknown[];
  const mode = recordings.find((each) => each === recording) ?? "notice";
  const own = typeof opening === "string" && opening.trim() ? opening.trim() : undefined;
  const codes = Array.isArray(languages) ? languages.map(String) : [];
  const language = mainLanguage(codes);
  const words = greeting(language, {
    ...{ opening: own, spokenName, recording: mode, listening: listenIn === true },
  });
  const note = languageNote(codes, engines);
  return (
    <Panel title="A call begins">
      <div lang={language}>
        <SaidByTheLine>{words}</SaidByTheLine>
      </div>
      <p className="mt-2 text-muted text-xs">
        {words.split(/\s+/).length} words. Short greetings are heard to the end; twenty is a good limit.
      </p>
      <p className="mt-2 text-sm">{note.begins}</p>
      {note.spokenInEnglish ? (
        <p role="note" className="mt-2 text-sm">
          <strong>{note.spokenInEnglish}</strong>{" "}
          <Link className="underline" href={href("/settings/connections")}>
            Open Connections
          </Link>
        </p>
      ) : null}
    </Panel>
  );
}
