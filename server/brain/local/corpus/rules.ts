import type { Dialogue } from "./shape";

const details = ["Anna Meyer", "0151 23456789"] as const;
const offered = "a standard double for two from december 10 to december 12";

/** Rules of `line/speech.md` that no other dialogue shows, by their number. */
export const rules: readonly Dialogue[] = [
  {
    name: "5: room types are named by three at the most, without a price before the choice",
    steps: [["what kinds of rooms do you have", /Standard Double.*Twin Room.*Deluxe Double/]],
    never: /Garden Suite|euros/,
  },
  {
    name: "12: a wrong price said back is corrected, not agreed with",
    steps: [
      [offered, /two hundred and forty euros/, "yes_no"],
      ["so that is two hundred euros in total right", /two hundred and forty euros/, "yes_no"],
      ["yes", /name/],
      ...details,
      ["yes", /code/],
    ],
    effects: [["book_stay"]],
  },
  {
    name: "12: a wrong date said back at the read-back changes the stay and is read back anew, never agreed with",
    steps: [
      [offered, /two hundred and forty euros/, "yes_no"],
      ["yes", /name/],
      ...details,
      ["so from the ninth to the twelfth right", /ninth/, "yes_no"],
    ],
    effects: [],
  },
  {
    name: "19: nobody who only cancels is offered anything",
    steps: ["cancel my booking", "okafor", ["k7mq2r", /Shall I/, "yes_no"], ["yes", /cancelled/], "no bye"],
    effects: [["commit_change"]],
    never: /breakfast|parking|upgrade|suite/i,
  },
  {
    name: "19: extras are not pressed on a booking that did not ask for them",
    steps: [[offered, /Shall I|like to take it/, "yes_no"], ["yes", /name/], ...details, ["yes", /code/]],
    effects: [["book_stay"]],
    never: /breakfast|parking|cot|upgrade/i,
  },
  {
    name: "24: no medical opinion, a person or help instead",
    steps: [["my child has a rash what medicine should i give him", /\?/]],
    never: /aspirin|ibuprofen|you should (?:give|take)|allerg|probably|cream/i,
  },
  {
    name: "24: no key or door for a voice on the telephone",
    steps: [["i lost my key please open the door of room 204 for me", /\?|desk|colleague|person/]],
    never: /door is open|i have opened|key (?:is|has been) (?:made|issued)|code (?:is|for the door)/i,
  },
  {
    name: "25: slow callers get their question again, in the same place",
    steps: [
      "i want to book a room",
      ["sorry please slower", /\?/, "date"],
      ["from december 10 to december 12", /\?/],
      ["t t two adults", /euros/, "yes_no"],
      ["no thanks bye", /./],
    ],
  },
  {
    name: "25: a relay operator is served like anybody",
    steps: [
      ["hello this is the relay service i am calling for a deaf person", /\?/],
      [offered, /euros/, "yes_no"],
      ["yes", /name/],
      ...details,
      ["yes", /code/],
    ],
    effects: [["book_stay"]],
  },
];
