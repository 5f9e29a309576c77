import type { VoicemailRow } from "@/server/features/telephony/records";
import { reasonWords } from "@/server/features/telephony/refusals";

const purposes: Readonly<Record<string, string>> = {
  callback: "Call-back",
  desk: "Asked by the desk",
  wakeup: "Wake-up call",
  transfer: "Transfer",
  alarm: "Alarm",
};
/** What a call out is for. */
export const purposeWords = (purpose: string): string =>
  Object.hasOwn(purposes, purpose) ? (purposes[purpose] as string) : "Call";

/** Why a leg was not dialled or reached nobody, in a sentence; null when there is nothing to say. */
export function reasonSentence(reason: string | null): string | null {
  if (!reason) return null;
  return Object.hasOwn(reasonWords, reason)
    ? reasonWords[reason as keyof typeof reasonWords]
    : `${reason.charAt(0).toUpperCase()}${reason.slice(1).replaceAll("_", " ")}.`;
}

interface TransferFacts {
  state: string;
  acceptedAt: string | null;
  dialledAt: string | null;
}
/** The state of a transfer as people speak of it: one that was taken stays taken when the talk is over. */
export const transferState = ({ state, acceptedAt }: TransferFacts): string =>
  acceptedAt ? "accepted" : state;

const kinds: Readonly<Record<string, string>> = {
  otp: "One-time code",
  info: "Sent for a caller",
  guest: "From a guest",
  stop: "Wants no texts",
  start: "Wants texts again",
  alarm: "Alarm to your team",
};
/** What a text is. */
export const textKind = (kind: string): string =>
  Object.hasOwn(kinds, kind) ? (kinds[kind] as string) : "Text";

/** What carriers' commonest codes mean (Twilio, "Error and Warning Dictionary"); others stay a number. */
const deliveryErrors: Readonly<Record<string, string>> = {
  "30003": "The telephone is off or out of reach.",
  "30004": "The number blocks texts.",
  "30005": "No telephone has this number.",
  "30006": "This is a landline: it takes no texts.",
  "30007": "The carrier took it for spam.",
  "21610": "This person wants no texts.",
};
export const deliveryError = (code: string): string =>
  deliveryErrors[code] ?? reasonSentence(code.replace(/^\d+$/, "")) ?? `The carrier's code is ${code}.`;

const languages = new Intl.DisplayNames("en", { type: "language" });

/** Why the words of a message are not there, and what to do about it. `language`: ISO 639-1. */
export function missingWords(words: VoicemailRow["words"], language: string): string {
  if (words === "coming") return "The words are being written down. They come within minutes.";
  if (words === "no_recogniser")
    return `No transcript: nothing that is connected here understands ${languages.of(language) ?? language}. Listen to the message, or connect a recogniser.`;
  if (words === "failed")
    return "No transcript: the message could not be written down. Listen to it instead.";
  return "No transcript: no words were understood. Listen to the message.";
}
