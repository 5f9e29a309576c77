import { canonicalJson } from "@/server/kernel/json";
import { type ToolInput, type ToolName, tools } from "./index";

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
  note_on_stay: ["stay", "kind"],
  start_payment: ["payment"],
  create_request: ["kind", "room", "items"],
  update_request: ["request", "ref", "cancel"],
  set_wakeup: ["room", "date", "time"],
  cancel_wakeup: ["room", "date"],
  take_message: ["recipientLast"],
  report_lost_item: ["item", "room", "date"],
  text_info: ["kind"],
  transfer_call: ["destination"],
  schedule_callback: ["topic"],
};
/** Named in words of the guest: two that share a word are the same thing. */
const IN_WORDS: ReadonlySet<string> = new Set(["items", "item", "recipientLast", "roomType"]);

type Fields = Record<string, unknown>;

/** The beginnings of the words in it: "Extra towels" and "towel" share one. */
function beginnings(value: unknown): Set<string> {
  const words =
    JSON.stringify(value)
      .normalize("NFKC")
      .toLowerCase()
      .match(/\p{L}[\p{L}\p{M}]+/gu) ?? [];
  return new Set(words.filter((word) => word !== "item" && word !== "qty").map((word) => word.slice(0, 4)));
}

const plain = (value: unknown): string =>
  typeof value === "string" ? value.trim().toLowerCase() : canonicalJson(value);

function differs(field: string, a: unknown, b: unknown): boolean {
  if (a === undefined || b === undefined || plain(a) === plain(b)) return false;
  if (!IN_WORDS.has(field)) return true;
  const known = beginnings(b);
  return ![...beginnings(a)].some((word) => known.has(word));
}

/**
 * Whether a turn that is answered again asks with `again` for what it was given with `first`: the same tool, and no sign that
 * it is for another thing. Only for effects that count once.
 */
export const sameEffect = (name: ToolName, first: Fields, again: Fields): boolean =>
  countsOnce(name) && (THINGS[name] ?? []).every((field) => !differs(field, first[field], again[field]));
