import { canonicalJson } from "@/server/kernel/json";
import { type ToolInput, type ToolName, tools } from "./index";
import type { RequestKind } from "./requests";

type Fields = Record<string, unknown>;

/** Switches, holds and danger, where the same words later mean it again: off, on, off; or a hold that lapsed. */
const SUPERSEDING: ReadonlySet<ToolName> = new Set([
  "quote_stay",
  "verify_guest",
  "send_otp",
  "set_recording",
  "set_language",
  "set_do_not_disturb",
  // Danger told again: whether somebody has taken it by now is the answer.
  "raise_emergency",
  "use_keypad",
  "end_call",
]);

/** An effect that the same tool and arguments have once in a call. */
export const countsOnce = (name: ToolName): boolean =>
  tools[name].effect !== "read" && !SUPERSEDING.has(name);

/** What makes it another thing, tool by tool: the rest is wording, which a model does not repeat. */
const THINGS: { readonly [N in ToolName]?: readonly (keyof ToolInput<N> & string)[] } = {
  save_preference: ["key"],
  book_stay: ["quotes"],
  join_waitlist: ["checkIn", "checkOut", "roomType"],
  commit_change: ["change"],
  start_payment: ["payment"],
  create_request: ["kind", "room", "items", "summary"],
  set_wakeup: ["room", "date", "time"],
  cancel_wakeup: ["room", "date"],
  take_message: ["recipientLast"],
  report_lost_item: ["item", "room", "date"],
  text_info: ["kind"],
  transfer_call: ["destination"],
  schedule_callback: ["topic"],
};
/** Named in words of the guest: a word that was not there before may be another thing. */
const IN_WORDS: ReadonlySet<string> = new Set(["items", "item", "recipientLast", "roomType"]);

/** Effects whose words are the thing, an allergy among them: noted twice does no harm, noted once too few does. */
const ONLY_EXACT: ReadonlySet<ToolName> = new Set(["note_on_stay", "update_request"]);
/** The same of requests: two repairs in one room are told apart by their words alone. */
const ONLY_EXACT_KINDS: ReadonlySet<unknown> = new Set<RequestKind>([
  "maintenance",
  "noise_or_nuisance",
  "dietary_or_allergy",
  "accessibility_need",
  "complaint",
]);
const exactOnly = (name: ToolName, { kind }: Fields): boolean =>
  ONLY_EXACT.has(name) || (name === "create_request" && ONLY_EXACT_KINDS.has(kind));

/** The beginnings of the words in it, of as many letters at least: "Extra towels" and "towel" share one. */
function beginnings(text: string, letters = 2): Set<string> {
  const words =
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/\p{L}[\p{L}\p{M}]+/gu) ?? [];
  return new Set(words.filter((word) => word.length >= letters).map((word) => word.slice(0, 4)));
}

/** Whether it has no word that the known name has not. */
function addsNothing(name: string, known: string): boolean {
  const [words, before] = [beginnings(name), beginnings(known)];
  return words.size > 0 && [...words].every((word) => before.has(word));
}

const namesIn = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.map((entry) => String((entry as { item?: unknown } | null)?.item))
    : [String(value)];

/** In every summary of a request, so that it tells none from another. */
const IN_EVERY = new Set(["room", "gues"]);
function shareAWord(a: unknown, b: unknown): boolean {
  const known = beginnings(String(b), 4);
  return [...beginnings(String(a), 4)].some((word) => known.has(word) && !IN_EVERY.has(word));
}

const plain = (value: unknown): string =>
  typeof value === "string" ? value.trim().toLowerCase() : canonicalJson(value);

function differs(field: string, first: unknown, again: unknown): boolean {
  if (first === undefined || again === undefined || plain(first) === plain(again)) return false;
  if (field === "summary") return !shareAWord(first, again);
  if (!IN_WORDS.has(field)) return true;
  const [known, asked] = [namesIn(first), namesIn(again)];
  return asked.length > known.length || !asked.every((name) => known.some((one) => addsNothing(name, one)));
}

/**
 * Whether a turn that is answered again asks with `again` for what it was given with `first`: the same tool, and no sign that
 * it is for another thing. Only for effects that count once, and not where a loss would hurt more than a repeat.
 */
export const sameEffect = (name: ToolName, first: Fields, again: Fields): boolean =>
  countsOnce(name) &&
  !exactOnly(name, again) &&
  (THINGS[name] ?? []).every((field) => !differs(field, first[field], again[field]));
