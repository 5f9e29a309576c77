"use client";
import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { TranslationBar } from "@/components/calls/translation";
import { useHotel } from "@/components/hotel/hotel-context";
import { useTRPC } from "@/components/trpc/client";
import type { VoicemailRow } from "@/server/features/telephony/records";
import { STAFF_LANGUAGES, type StaffLanguage, VOICEMAIL_TURN } from "@/server/features/translations/schema";
import { missingWords } from "./words";

/** The words of a message, as said or in a language of the reader; without words, why there are none. */
export function VoicemailWords({ row }: { row: VoicemailRow }) {
  const { href } = useHotel();
  const trpc = useTRPC();
  const translate = useMutation(trpc.translations.translate.mutationOptions());
  const [language, setLanguage] = useState<StaffLanguage | null>(null);
  const { callId, transcript, words } = row;
  if (words !== "written" || !transcript) {
    return (
      <p className="text-muted text-sm">
        {missingWords(words, row.language)}{" "}
        {words === "no_recogniser" ? (
          <Link className="underline" href={href("/settings/connections")}>
            Open Connections
          </Link>
        ) : null}
      </p>
    );
  }
  const choose = (value: string) => {
    const wanted = STAFF_LANGUAGES.find((each) => each === value) ?? null;
    setLanguage(wanted);
    if (wanted) translate.mutate({ callId, language: wanted });
  };
  const read =
    language === null ? undefined : translate.data?.lines.find(({ turnId }) => turnId === VOICEMAIL_TURN);
  return (
    <div className="flex flex-col gap-1">
      <p className="text-base" dir="auto" lang={read ? (language ?? undefined) : row.language}>
        {read?.text ?? transcript}
      </p>
      <TranslationBar
        language={language}
        choose={choose}
        pending={translate.isPending}
        error={translate.error}
        spoken={row.language}
      />
    </div>
  );
}
