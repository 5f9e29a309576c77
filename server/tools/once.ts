import { type ToolName, tools } from "./index";

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

const LASTING: ReadonlySet<string> = new Set(["write", "money", "alarm"]);

/** Effects that are still wanted a minute later, and still there; a transfer or the end of the call is not. */
export const isLasting = (name: ToolName): boolean => LASTING.has(tools[name].effect);
