"use client";
import Link from "next/link";
import { useHotel } from "@/components/hotel/hotel-context";
import { formatPhone } from "@/components/lib/format";
import { CopyField } from "@/components/patterns/copy-field";
import type { ShownTelephony } from "./types";

interface Props {
  addresses: ShownTelephony["webhooks"][number];
  /** The number that the fallback rings. */
  desk: string | null;
}

/** A number's four addresses, under the names that Twilio's console gives their fields. */
export function NumberAddresses({ addresses: { voice, fallback, status, texts }, desk }: Props) {
  const { href } = useHotel();
  return (
    <div className="flex flex-col gap-5">
      <p className="text-muted text-xs">
        Each is a Webhook with HTTP POST. Save at Twilio when all are pasted.
      </p>
      <section className="flex flex-col gap-3">
        <h3 className="font-medium text-sm">Voice configuration</h3>
        <CopyField label="A call comes in" value={voice} />
        <CopyField
          label="Primary handler fails"
          help={
            desk
              ? `Rings the desk, ${formatPhone(desk)}, while VoiceHive does not answer. Paste it again when the desk's number changes.`
              : "While VoiceHive does not answer, callers only hear that nobody is there."
          }
          value={fallback}
        />
        {desk ? null : (
          <p className="text-muted text-xs">
            To ring the desk instead, give it a number in the{" "}
            <Link href={href("/policies/directory")} className="text-accent-fg underline underline-offset-4">
              directory
            </Link>{" "}
            and paste this address again.
          </p>
        )}
        <CopyField label="Call status changes" value={status} />
      </section>
      <section className="flex flex-col gap-3">
        <h3 className="font-medium text-sm">Messaging configuration</h3>
        <CopyField label="A message comes in" value={texts} />
      </section>
    </div>
  );
}
