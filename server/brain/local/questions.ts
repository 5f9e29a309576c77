import type { Expectation } from "@/server/brain/port";
import type { CallOpening } from "@/server/line/contract";
import type { State } from "./dialogue/state";
import { inEnglish } from "./nlu/understand";

/** A question that offers or reads back, to be answered with yes or no. */
const YES_NO =
  /\b(?:shall|should|may|can) i\b|\bwould (?:you like|that|it|this|other)\b|\bis (?:that|it|this|everything) (?:right|correct|ok|okay|fine|all|for you)\b|\bdo you (?:want|wish|confirm|agree)\b|\bright\?$|\bcorrect\?$|\bokay\?$/;

const words: readonly (readonly [string, RegExp])[] = [
  ["phoneHint", /\bnumber you are calling from\b/],
  ["phone", /\bphone\b|\bmobile\b|\breach you\b|\bnumber .*\b(?:contact|call you)\b/],
  ["factor:card_last4", /\blast four\b/],
  ["factor:code", /\b(?:booking|confirmation|reservation) (?:code|number|reference)\b/],
  ["factor:email", /\be-?mail\b/],
  ["room", /\bwhich room are you\b|\broom number\b/],
  ["ages", /\bhow old\b|\bages?\b/],
  ["nights", /\bhow (?:many nights|long)\b/],
  ["party", /\bhow many (?:people|guests|adults|persons|of you)\b|\bfor how many\b/],
  ["departure", /\b(?:check ?out|leave|leaving|depart\w*)\b/],
  [
    "arrival",
    /\b(?:which|what) (?:day|date|dates|night|nights)\b|\bwhen\b.*\b(?:arrive|come|stay|check)\b|\barriv\w+\b|\bdates?\b/,
  ],
  ["time", /\b(?:what|which|at what) time\b/],
];
/** "Which name may I put on it?" offers nothing, though it has the words of an offer. */
const ASKS_FOR = /^(?:and |so )?(?:what|which|whose|who|how|when|where)\b/;
const isYesNo = (text: string): boolean =>
  YES_NO.test(text) &&
  !(ASKS_FOR.test(text) && (NAME.test(text) || words.some(([, regex]) => regex.test(text))));
const NAME = /\bname\b|\bspell\b|\bwho(?:m)? (?:is|am)\b/;

/** A question in the English words that these patterns know, whatever the call's language. */
export const questionText = (question: string, language: string): string =>
  inEnglish(question, language).said.toLowerCase();

/** The slot that a question of another brain fills, in the local brain's terms; `text` as `questionText` gives it. */
export function fieldOf(text: string, reply: string, memory: State): string {
  const goal = memory.goals.at(-1);
  if (isYesNo(text)) {
    if (/\banything else\b/.test(text)) return "more";
    if (/\bnumber you are calling from\b/.test(text)) return "phoneHint";
    if (goal?.kind === "booking" && goal.quote) {
      // A yes books only what was read back with its price and to whom.
      const readBack = goal.accepted && memory.phone !== undefined && memory.last !== undefined;
      return readBack && reply.split(/\s+/).length > 8 ? "confirm" : goal.accepted ? "readback" : "offer";
    }
    if (goal?.kind === "stay" && goal.change) return "commit";
    if (goal?.kind === "form" && goal.ready) return "confirm";
    return "open";
  }
  if (NAME.test(text)) {
    if (goal?.kind === "stay" && memory.stays.length === 0) return "surname";
    return /\bspell\b/.test(text)
      ? "spell"
      : /\bsurname|last name|family name\b/.test(text)
        ? "surname"
        : "name";
  }
  const hit = words.find(([, regex]) => regex.test(text))?.[0];
  if (hit === "nights") return "departure";
  if (hit?.startsWith("factor") && goal?.kind !== "stay") return "open";
  if (hit) return hit;
  return /\belse\b/.test(text) ? "more" : "open";
}

/** What the recogniser is to listen for in the answer. */
export function expectationOf(field: string, text: string, opening: CallOpening): Expectation {
  switch (field) {
    case "phoneHint":
    case "offer":
    case "confirm":
    case "commit":
    case "readback":
      return { kind: "yes_no" };
    case "phone":
      return { kind: "digits", purpose: "phone", min: 6, max: 15 };
    case "factor:card_last4":
      return { kind: "digits", purpose: "last4", min: 4, max: 4 };
    case "factor:code":
    case "factor:email":
      return { kind: "text" };
    case "room":
      return { kind: "digits", purpose: "room", min: 1, max: 5 };
    case "ages":
    case "party":
      return { kind: "party" };
    case "departure":
      return /\bhow (?:many nights|long)\b/.test(text)
        ? { kind: "nights" }
        : { kind: "date", part: "departure" };
    case "arrival":
      return { kind: "date", part: /\bdates\b/.test(text) ? "stay" : "arrival" };
    case "time":
      return { kind: "time" };
    case "name":
    case "surname":
      return { kind: "name", candidates: opening.names };
    case "spell":
      return { kind: "name", candidates: opening.names, spelled: true };
    default:
      return isYesNo(text) && field !== "more" ? { kind: "yes_no" } : { kind: "open" };
  }
}
