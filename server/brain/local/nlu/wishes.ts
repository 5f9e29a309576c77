/** Wishes for a stay or for the future that no other reader takes: times, notes, codes, preferences. Normalised, digitised text. */

const ARRIVING =
  /\b(?:arriv\w*|get(?:ting)? (?:in|there)|be there|land(?:ing)?|check(?:ing)? in|come|coming)\b/;

/** Whether a time in this utterance is the time of arrival. */
export const isArrivalTime = (text: string): boolean => ARRIVING.test(text);

const NOTES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:honeymoon)\b/, "honeymoon"],
  [/\b(?:our|my|his|her|their|wedding) (?:\w+ )?anniversary\b|\banniversary\b/, "anniversary"],
  [/\b(?:my|his|her|our) (?:\w+ ){0,2}?birthday\b/, "birthday"],
  [/\bquiet (?:room|side|floor|one|1)\b|\bsomewhere quiet\b/, "a quiet room"],
  [/\b(?:high|higher|top|upper) floor\b/, "a high floor"],
  [/\b(?:low|lower|ground) floor\b/, "a low floor"],
  [/\b(?:near|close to|next to) the (?:lift|elevator)\b/, "near the lift"],
  [/\b(?:away|far) from the (?:lift|elevator)\b/, "away from the lift"],
  [/\bfeather free|no feathers|without feathers|allergic to feathers\b/, "no feathers"],
];

/** What should stand with a booking, in the hotel's own few words. */
export const readNotes = (text: string): string[] =>
  NOTES.filter(([regex]) => regex.test(text)).map(([, note]) => note);

const KEYS: readonly (readonly [RegExp, string])[] = [
  [/\bfloor\b/, "floor"],
  [/\b(?:pillow|duvet|blanket)\w*\b/, "pillow"],
  [/\bbeds?\b/, "bed"],
  [/\bnewspaper\b/, "newspaper"],
  [/\bview\b/, "view"],
  [/\bquiet\b/, "quiet"],
];

/** "Please remember that I like a high floor": what to remember, by what it is about. */
export function readPreference(text: string): { key: string; value: string } | undefined {
  const m =
    /\b(?:remember|note for (?:the future|next time|my next)|keep in mind)\b(?: (?:for me|that|i|we|always|usually|like|prefer|want|would|to|have|next time|for next time))* (.{3,120})$/.exec(
      text,
    ) ?? /\b(?:i|we) (?:always|usually) (?:like|prefer|want|need|sleep on) (.{3,120})$/.exec(text);
  const value = m?.[1]?.replace(/ (?:please|next time|in future|in the future|for next time)$/, "").trim();
  if (!value) return undefined;
  return { key: KEYS.find(([regex]) => regex.test(value))?.[1] ?? "wish", value: value.slice(0, 200) };
}

const notCodes = /^(?:is|it|the|a|my|our|code|for|please|yes|no|that|and|have|if|you|here|not|do|i|can)$/;

/** A promotional or company code: "the code is summer 26", "SUMMER26". `asked` takes a bare one. */
export function readRateCode(text: string, asked: boolean): string | undefined {
  const m =
    /\b(?:code|rate)(?: (?:is|called|of|number|here|it))* ((?:[a-z\d]+)(?: \d{1,4})?(?: [a-z\d](?![a-z\d]))*)/.exec(
      text,
    );
  const raw = m?.[1] ?? (asked ? text.replace(/^(?:(?:yes|it|is|the|code|my|our) )+/, "") : "");
  const code = raw.replace(/ /g, "").toUpperCase();
  const first = raw.split(" ")[0] ?? "";
  return code.length >= 3 && code.length <= 20 && !notCodes.test(first) && /^[A-Z\d]+$/.test(code)
    ? code
    : undefined;
}
