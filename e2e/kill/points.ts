import type { Caller } from "@/voice-worker/testing/caller";

/** What is known of the conversation when a point is looked for. */
export interface Progress {
  said: readonly string[];
  updates: Caller["updates"];
}

export interface Point {
  name: string;
  reached(progress: Progress): boolean;
}

const toolDone =
  (name: string) =>
  ({ updates }: Progress) =>
    updates.some((update) => update.type === "tool" && update.name === name && update.outcome === "ok");
const asked =
  (words: RegExp) =>
  ({ updates }: Progress) =>
    updates.some((update) => update.type === "line" && words.test(update.text));
const answered =
  (words: RegExp) =>
  ({ said }: Progress) =>
    said.some((text) => words.test(text));

/** Ten moments of a booking, in the order in which they come. */
export const points: readonly Point[] = [
  { name: "at the greeting", reached: ({ updates }) => updates.some((update) => update.type === "line") },
  { name: "as the guest says what they want", reached: answered(/book a room/i) },
  { name: "as the dates are said", reached: answered(/next friday/i) },
  { name: "as the party is said", reached: answered(/two/i) },
  { name: "when rooms were found", reached: toolDone("search_rooms") },
  { name: "when a room is held", reached: toolDone("quote_stay") },
  { name: "when the name is asked", reached: asked(/name/i) },
  { name: "as the name is said", reached: answered(/meyer/i) },
  {
    name: "at the read-back's yes",
    reached: ({ said, updates }) =>
      toolDone("quote_stay")({ said, updates }) &&
      /yes/i.test(said.at(-1) ?? "") &&
      answered(/meyer/i)({ said, updates }),
  },
  { name: "when it is booked", reached: toolDone("book_stay") },
];
