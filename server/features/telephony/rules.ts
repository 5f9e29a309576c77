import { type CountryCode, getCountryCallingCode, parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { TransitionTable } from "@/server/kernel/transitions";
import type { OutboundStatus, TelephonySettings, TransferState } from "./schema";

/** One attempt to give a call to a person. Late and repeated news of it change nothing. */
export const transferTransitions = {
  requested: ["dialing", "failed", "ended"],
  dialing: ["announced", "accepted", "declined", "unanswered", "failed", "ended"],
  announced: ["accepted", "declined", "unanswered", "failed", "ended"],
  accepted: ["ended"],
  declined: [],
  unanswered: [],
  failed: [],
  ended: [],
} as const satisfies TransitionTable<TransferState>;

/** A call out only ever moves forward, however the news of it arrive. */
export const outboundTransitions = {
  queued: ["dialing", "refused", "failed", "cancelled"],
  dialing: ["ringing", "answered", "completed", "busy", "no_answer", "failed"],
  ringing: ["answered", "completed", "busy", "no_answer", "failed"],
  // `no_answer`: it was a machine.
  answered: ["completed", "no_answer", "failed"],
  completed: [],
  busy: [],
  no_answer: [],
  failed: [],
  refused: [],
  cancelled: [],
} as const satisfies TransitionTable<OutboundStatus>;

export type DialRefusal =
  | "not_a_number"
  | "destination"
  | "premium"
  | "do_not_call"
  | "hours"
  | "no_consent"
  | "spend_cap";

export interface DialQuestion {
  number: string;
  purpose: "wakeup" | "callback" | "desk" | "transfer" | "alarm";
  settings: TelephonySettings;
  country: string;
  /** `HH:MM` at the hotel. */
  localTime: string;
  /** The person asked to be called. */
  consent: boolean;
  doNotCall: boolean;
  /** Minutes of today's calls out, begun ones counted as one. */
  minutesUsed: number;
}

/** Whether some telephone can have this number, in E.164. */
export const isRealNumber = (number: string): boolean => {
  const parsed = parsePhoneNumberFromString(number);
  return Boolean(parsed?.isValid()) && parsed?.number === number;
};

/** Whether a number has the length of one; those kept for fiction, as the demo's, do too. */
export const isPossibleNumber = (number: string): boolean =>
  parsePhoneNumberFromString(number)?.isPossible() ?? false;

const PRIVATE =
  /^(localhost|127\.|0\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|\[)|\.(localhost|local|internal|lan)$/;

/** Whether the telephone service, somewhere on the internet, can call this origin: over https, at a public name. */
export const isPublicOrigin = (origin: string): boolean => {
  const { protocol, hostname } = new URL(origin);
  return protocol === "https:" && hostname.includes(".") && !PRIVATE.test(hostname);
};

const COSTLY = new Set(["PREMIUM_RATE", "SHARED_COST", "UAN", "PERSONAL_NUMBER", "PAGER"]);

/**
 * Whether a leg may be dialled: a real number, of a kind and a country the hotel allows (toll fraud), within the
 * day's minutes; to guests only with consent, in the hours, and never against their wish. An alarm to the hotel's own
 * people knows no hour, wish or cap. Null allows.
 */
export function refusalToDial(q: DialQuestion): DialRefusal | null {
  if (!isRealNumber(q.number)) return "not_a_number";
  if (COSTLY.has(parsePhoneNumberFromString(q.number)?.getType() ?? "")) return "premium";
  if (!allowedPrefixes(q.settings, q.country).some((prefix) => q.number.startsWith(prefix)))
    return "destination";
  if (q.purpose === "alarm") return null;
  if (q.minutesUsed >= q.settings.minutesPerDay) return "spend_cap";
  // A person of the house is no guest; who asked to be woken has asked for that hour.
  if (q.purpose === "transfer" || q.purpose === "wakeup") return null;
  if (q.doNotCall) return "do_not_call";
  if (!q.consent) return "no_consent";
  return within(q.localTime, q.settings.outboundFrom, q.settings.outboundUntil) ? null : "hours";
}

export type TextRefusal =
  | "no_channel"
  | "not_a_number"
  | "premium"
  | "destination"
  | "do_not_text"
  | "too_many"
  | "day_cap";

export interface TextQuestion {
  number: string;
  /** Where an `info` goes, the caller's number says, which anybody can forge; a code goes to a number on file. */
  kind: "otp" | "info";
  settings: TelephonySettings;
  country: string;
  doNotText: boolean;
  /** Texts to guests in the last 24 hours, of the hotel and to this number. */
  sent: { hotel: number; number: number };
}

const MOST_A_DAY_TO_ONE = 10;

/** Whether a text may go out: never to costly kinds of numbers, at a caller's wish only where calls may go. Null allows. */
export function refusalToText(q: TextQuestion): TextRefusal | null {
  const parsed = parsePhoneNumberFromString(q.number);
  if (!parsed?.isPossible() || parsed.number !== q.number) return "not_a_number";
  if (COSTLY.has(parsed.getType() ?? "")) return "premium";
  const near = allowedPrefixes(q.settings, q.country).some((prefix) => q.number.startsWith(prefix));
  if (q.kind === "info" && !near) return "destination";
  if (q.doNotText) return "do_not_text";
  if (q.sent.number >= MOST_A_DAY_TO_ONE) return "too_many";
  return q.sent.hotel >= q.settings.textsPerDay ? "day_cap" : null;
}

/** The hotel's own country, until it has said otherwise. */
function allowedPrefixes(settings: TelephonySettings, country: string): readonly string[] {
  if (settings.allowedPrefixes.length > 0) return settings.allowedPrefixes;
  try {
    return [`+${getCountryCallingCode(country as CountryCode)}`];
  } catch {
    return [];
  }
}

/** Hours past midnight wrap. */
export const within = (time: string, from: string, until: string): boolean =>
  from <= until ? time >= from && time < until : time >= from || time < until;

/** A vendor's status of a leg in our words; null for what says nothing new. */
export function outboundStatusOf(status: string, answeredBy?: string): OutboundStatus | null {
  switch (status) {
    case "queued":
    case "initiated":
      return "dialing";
    case "ringing":
      return "ringing";
    case "in-progress":
    case "answered":
      return "answered";
    case "completed":
      return answeredByOf(answeredBy) === "machine" ? "no_answer" : "completed";
    case "busy":
      return "busy";
    case "no-answer":
    case "canceled":
      return "no_answer";
    case "failed":
      return "failed";
    default:
      return null;
  }
}

/** `AnsweredBy` of answering-machine detection in our words. */
export const answeredByOf = (value: string | undefined): "human" | "machine" | "unknown" | null =>
  value === undefined
    ? null
    : value === "human"
      ? "human"
      : value.startsWith("machine") || value === "fax"
        ? "machine"
        : "unknown";

/** Minutes a caller in the queue will probably wait: recent calls' length, shared by the lines there are. At least 1. */
export function estimatedWait(position: number, recentSeconds: readonly number[], lines: number): number {
  const sorted = [...recentSeconds].sort((a, b) => a - b);
  const typical = sorted[Math.floor(sorted.length / 2)] ?? 180;
  return Math.max(1, Math.ceil((position * typical) / Math.max(1, lines) / 60));
}
