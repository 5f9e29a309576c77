"use client";
import { useMutation } from "@tanstack/react-query";
import { Languages } from "lucide-react";
import { useMemo, useState } from "react";
import type { TranscriptTurn } from "@/components/patterns/transcript-types";
import { useTRPC } from "@/components/trpc/client";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Menu, MenuChoices } from "@/components/ui/menu";
import {
  STAFF_LANGUAGES,
  type StaffLanguage,
  type TranslatedLine,
} from "@/server/features/translations/schema";
import { turnKey } from "./project";

const ORIGINAL = "original";
const names = new Intl.DisplayNames("en", { type: "language" });

/** The words of a call as said, or in a language of the reader. */
export function useTranslation(callId: string, turns: readonly TranscriptTurn[]) {
  const trpc = useTRPC();
  const translate = useMutation(trpc.translations.translate.mutationOptions());
  const [language, setLanguage] = useState<StaffLanguage | null>(null);
  const lines = language === null ? undefined : translate.data?.lines;
  const shown = useMemo(() => (lines ? translated(turns, lines) : turns), [lines, turns]);
  const choose = (value: string) => {
    const wanted = STAFF_LANGUAGES.find((each) => each === value) ?? null;
    setLanguage(wanted);
    if (wanted) translate.mutate({ callId, language: wanted });
  };
  return { turns: shown, language, choose, pending: translate.isPending, error: translate.error };
}

/** Turns whose words are replaced by their translation; what has none stays as it was said. */
export function translated(
  turns: readonly TranscriptTurn[],
  lines: readonly TranslatedLine[],
): readonly TranscriptTurn[] {
  const texts = new Map(lines.map(({ speaker, turnId, text }) => [turnKey(speaker, turnId), text]));
  return turns.map((turn) => {
    const text = texts.get(turn.id);
    return turn.kind === "turn" && text !== undefined ? { ...turn, pieces: [{ text }] } : turn;
  });
}

type Props = Omit<ReturnType<typeof useTranslation>, "turns"> & { spoken: string };

/** Chooses the language the transcript is read in. `spoken` is the call's own, which needs no translation. */
export function TranslationBar({ language, choose, pending, error, spoken }: Props) {
  const choices = STAFF_LANGUAGES.filter((each) => each !== spoken);
  return (
    <div className="flex flex-col gap-2 px-2 pb-2">
      <div className="flex items-center justify-end">
        <Menu
          label="Language of the transcript"
          trigger={
            <Button size="small" variant="ghost" aria-busy={pending || undefined}>
              <Languages aria-hidden="true" />
              {pending ? "Translating…" : language ? `In ${names.of(language)}` : "Translate"}
            </Button>
          }
        >
          <MenuChoices
            label="Read it in"
            value={language ?? ORIGINAL}
            onValueChange={choose}
            options={[
              { value: ORIGINAL, label: `As it was said (${names.of(spoken)})` },
              ...choices.map((value) => ({ value, label: names.of(value) ?? value })),
            ]}
          />
        </Menu>
      </div>
      {error && language ? <Banner tone="warning">{error.message}</Banner> : null}
    </div>
  );
}
