"use client";
import { AudioLines } from "lucide-react";
import Link from "next/link";
import { cn } from "@/components/lib/cn";
import * as f from "@/components/lib/format";
import { useFormat } from "@/components/lib/format-context";
import { useNow } from "@/components/lib/use-now";

/** What is not known: a dash, its reason on hover and for screen readers. 0 is never shown as this. */
export const Unknown = ({ reason }: { reason: string }) => (
  <span className="text-subtle" title={reason}>
    <span aria-hidden="true">{f.UNKNOWN}</span>
    <span className="sr-only">{reason}</span>
  </span>
);

interface MoneyProps {
  /** Minor units; null when not known. */
  amount: number | null | undefined;
  currency: string;
  /** Why it is not known. */
  unknown?: string;
  /** The column's head names the currency. */
  bare?: boolean;
  className?: string;
}

/** An amount in its currency's decimals, never broken over lines. */
export function Money({ amount, currency, unknown = "Not known", bare, className }: MoneyProps) {
  const { locale } = useFormat();
  if (amount === null || amount === undefined || !Number.isSafeInteger(amount))
    return <Unknown reason={unknown} />;
  const text = bare ? f.formatAmount(amount, currency, locale) : f.formatMoney(amount, currency, locale);
  return (
    <data
      value={`${f.minorToDecimal(amount, currency)} ${currency}`}
      className={cn("whitespace-nowrap", className)}
    >
      {text}
    </data>
  );
}

interface StayDatesProps {
  arrival: string;
  departure: string;
  /** Adds ", 3 nights" (short: "3n"). */
  nights?: "none" | "short" | "long";
  className?: string;
}

/** "Thu 5 – Sun 8 Mar 3n". Plain dates: the same wherever the reader is. */
export function StayDates({ arrival, departure, nights = "short", className }: StayDatesProps) {
  const { locale } = useFormat();
  const now = useNow();
  const valid = f.plainToUtc(arrival) && f.plainToUtc(departure);
  if (!valid) return <Unknown reason="No dates yet" />;
  const count = f.nightsBetween(arrival, departure);
  return (
    <span className={cn(nights !== "long" && "whitespace-nowrap", className)} suppressHydrationWarning>
      {f.formatStay(arrival, departure, locale, now ?? new Date())}
      {nights === "none" ? null : (
        <span className="text-muted">
          {nights === "long" ? `, ${f.plural(count, "night")}` : null}
          {nights === "short" ? (
            <>
              {" "}
              <span aria-hidden="true">{count}n</span>
              <span className="sr-only">, {f.plural(count, "night")}</span>
            </>
          ) : null}
        </span>
      )}
    </span>
  );
}

interface InstantProps {
  /** ISO instant (UTC). */
  at: string | null | undefined;
  unknown?: string;
  /** "relative" under a day, "time" the clock only, "full" day and clock. */
  show?: "relative" | "time" | "full";
  className?: string;
}

/** A moment in the hotel's zone, which is named when the reader's own differs. Hover: hotel, own, UTC. */
export function Instant({ at, unknown = "Not known", show = "relative", className }: InstantProps) {
  const format = useFormat();
  const here = useNow();
  // By the server's clock the words are as long as they will be: nothing moves when the page comes alive.
  const now = here ?? (typeof window === "undefined" ? new Date() : null);
  if (!at || !f.isInstant(at)) return <Unknown reason={unknown} />;
  const absolute =
    show === "time" ? f.formatTime(at, format) : f.formatInstant(at, format, now ?? new Date(at));
  const relative = show === "relative" && now ? f.formatRelative(at, now, format.locale) : null;
  const own = here ? Intl.DateTimeFormat().resolvedOptions().timeZone : format.timeZone;
  const far = here !== null && f.formatTime(at, format) !== f.formatTime(at, { ...format, timeZone: own });
  const zone = far && !relative ? ` ${zoneName(at, format.timeZone)}` : "";
  const hover = [format.timeZone, ...(far ? [own] : []), "UTC"]
    .map((timeZone) => `${f.formatInstant(at, { ...format, timeZone }, now ?? undefined)} ${timeZone}`)
    .join("\n");
  return (
    <time dateTime={at} title={hover} className={cn("whitespace-nowrap", className)} suppressHydrationWarning>
      {relative ?? absolute}
      {zone ? <span className="text-subtle">{zone}</span> : null}
    </time>
  );
}

function zoneName(at: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone, timeZoneName: "short" }).formatToParts(
    new Date(at),
  );
  return parts.find((part) => part.type === "timeZoneName")?.value ?? timeZone;
}

/** A length of time as a clock, in words for screen readers. */
export function Duration({
  ms,
  unknown = "Not known",
  className,
}: {
  ms: number | null | undefined;
  unknown?: string;
  className?: string;
}) {
  if (ms === null || ms === undefined) return <Unknown reason={unknown} />;
  return (
    <span className={cn("whitespace-nowrap", className)}>
      <span aria-hidden="true">{f.formatDuration(ms)}</span>
      <span className="sr-only">{f.spokenDuration(ms)}</span>
    </span>
  );
}

/** A wait of the line: "640 ms", "1.31 s". */
export function Latency({
  ms,
  unknown = "Not measured",
  className,
}: {
  ms: number | null | undefined;
  unknown?: string;
  className?: string;
}) {
  const { locale } = useFormat();
  if (ms === null || ms === undefined) return <Unknown reason={unknown} />;
  return <span className={cn("whitespace-nowrap", className)}>{f.formatLatency(ms, locale)}</span>;
}

interface PhoneProps {
  /** E.164. */
  number: string | null | undefined;
  unknown?: string;
  /** A link that dials, for phones in a hand. */
  link?: boolean;
  className?: string;
}

export function Phone({ number, unknown = "Number withheld", link, className }: PhoneProps) {
  if (!number) return <Unknown reason={unknown} />;
  const text = (
    <span dir="ltr" className={cn("whitespace-nowrap", className)}>
      {f.formatPhone(number)}
    </span>
  );
  return link ? (
    <a
      href={`tel:${number}`}
      className="touch-target inline-flex items-center underline-offset-4 hover:underline"
    >
      {text}
    </a>
  ) : (
    text
  );
}

/** An address that is too long for its line is broken before its host, and only then anywhere. */
export function EmailAddress({ address, className }: { address: string; className?: string }) {
  const host = address.lastIndexOf("@") + 1;
  return (
    <bdi className={cn("wrap-anywhere", className)}>
      {address.slice(0, host)}
      <wbr />
      {address.slice(host)}
    </bdi>
  );
}

interface LineMarkProps {
  /** The call and turn that prove it. */
  href?: string;
  /** When in the call, ms from its start. */
  atMs?: number;
  className?: string;
}

/** Marks what the line did, and leads to the moment it did it. */
export function LineMark({ href, atMs, className }: LineMarkProps) {
  const at = atMs === undefined ? "" : f.formatDuration(atMs);
  const body = (
    <>
      <AudioLines className="size-3.5 shrink-0" aria-hidden="true" />
      {at ? <span aria-hidden="true">{at}</span> : null}
      <span className="sr-only">
        {at ? `By the line, at ${f.spokenDuration(atMs ?? 0)} of the call` : "By the line"}
      </span>
    </>
  );
  const styles = cn("inline-flex items-center gap-1 align-middle text-accent-fg text-xs", className);
  if (!href) return <span className={styles}>{body}</span>;
  return (
    <Link href={href} className={cn(styles, "touch-target justify-center rounded-sm hover:underline")}>
      {body}
    </Link>
  );
}
