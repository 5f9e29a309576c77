import type { Dialogue } from "./shape";

/** Callers who hesitate, refuse or add a wish to what is held for them. */
export const secondThoughts: readonly Dialogue[] = [
  {
    name: "will not give a phone number",
    steps: [
      "a room for two on december 10 for one night",
      "yes",
      "Anna Meyer",
      ["i don't want to give my number", /phone/],
      ["i'd rather not", /person/, "yes_no"],
      ["yes", /connecting/],
    ],
    effects: [["transfer_call"]],
  },
  {
    name: "wants to think about it",
    steps: [
      "how much is a suite from december 20 to 27 for two adults",
      ["ok thanks i have to think about it", /another room|other dates/],
      ["no thanks", /anything else/],
      "bye",
    ],
  },
  {
    name: "the second weekend of December with a view",
    steps: [
      ["do you have availability for the second weekend of december for two", /eleventh of December/],
      ["do you have something with a garden view", /eleventh of December/, "yes_no"],
      ["can you add parking", /parking/, "yes_no"],
      ["no", /another room|other dates/],
      "no",
    ],
    reads: [["search_rooms", { checkIn: "2026-12-11", checkOut: "2026-12-13", must: { view: "garden" } }]],
    never: /do not know/,
  },
];
