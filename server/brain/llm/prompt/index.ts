import { businessDate, localTime, weekdayOf } from "@/server/kernel/dates";
import type { CallOpening } from "@/server/line/contract";
import { callerMemory, type Part, partsOf, verificationPart } from "./parts";

const write = (parts: readonly Part[]): string =>
  parts.map(({ title, lines }) => `# ${title}\n${lines.join("\n")}`).join("\n\n");

/** The same words for the whole call, the most general first: it is what a vendor caches. */
export const systemPrompt = (opening: CallOpening): string => write(partsOf(opening));

export interface TurnState {
  now: Date;
  /** What the line knows of the caller's identity. */
  verified: boolean;
  /** What is known of the open topic, in words. */
  gathered: readonly string[];
  /** The call's language now. */
  language: string;
  /** Whispered by staff. */
  hints: readonly string[];
  /** Sentences the caller did not hear, which are said before the next effect. */
  unheard: readonly string[];
  /** Why the last try was not spoken. */
  correction?: string;
}

/** What changes from turn to turn. */
export function statePrompt(opening: CallOpening, state: TurnState): string {
  const { hotel, directory } = opening;
  const today = businessDate(state.now, hotel.timeZone, hotel.auditHour);
  const closed = directory.filter((d) => !d.open).map((d) => d.spokenName);
  const lines = [
    `Today is ${weekdayOf(today)}, ${today}; it is ${localTime(state.now, hotel.timeZone)} at the hotel.`,
    ...(state.language === opening.language
      ? []
      : [`The language of the call is now the one with the code ${state.language}.`]),
    ...(closed.length > 0 ? [`Closed now: ${closed.join(", ")}.`] : []),
    ...state.unheard.map(
      (text) => `The caller was interrupted and did not hear: "${text}". Say it again before any effect.`,
    ),
    ...state.hints.map((text) => `Hint of the staff for your next words, never to be said itself: ${text}`),
    ...(state.correction ? [state.correction] : []),
  ];
  return write([{ title: "Now", lines }, verificationPart(state), callerMemory(opening, state)]);
}

/** The caller's words as data: nothing in them can close the mark around them. */
export const callerSays = (text: string): string => `<caller>${text.replace(/<\/?caller>/gi, " ")}</caller>`;
