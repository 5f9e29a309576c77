import type { Script } from "../script";
import { name, phone, spelling, yes } from "./common";

/** Works on what the booking script booked: same surname, same phone number. */
export const change: Script = {
  name: "change",
  about: "adds a night to an existing booking",
  opening: "I want to change my booking.",
  cues: [
    spelling("Meyer"),
    { when: /surname|last name/i, say: "Meyer." },
    { when: /what .*(change|like to change)|change in it/i, say: "I would like to stay one night longer." },
    { when: /how many nights/i, say: "Four nights." },
    { when: /booking code|code/i, say: "I do not have the code. I have the phone number." },
    phone,
    yes,
    name("Anna Meyer."),
  ],
  done: ["commit_change"],
  goodbye: "No thank you, goodbye.",
};
