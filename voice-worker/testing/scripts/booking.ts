import type { Script } from "../script";
import { callerNumber, name, neitherDay, phone, spelling, yes } from "./common";

export const booking: Script = {
  name: "booking",
  about: "books a room for two, three nights from next Friday",
  opening: "I would like to book a room.",
  cues: [
    spelling("Meyer"),
    callerNumber,
    neitherDay("Next Friday."),
    {
      when: /which dates|what day|which day|arrive/i,
      say: ["Next Friday for three nights.", "Next Friday."],
    },
    { when: /how many nights|check out|leave/i, say: "Three nights." },
    { when: /adults/i, say: "Two adults." },
    { when: /how many people|who will be|for how many/i, say: "Two people." },
    { when: /clear yes/i, say: "Yes." },
    yes,
    { when: /which (one|room)|or the|what room/i, say: "The first one please." },
    name("Anna Meyer."),
    phone,
    { when: /anything else/i, say: "No thank you." },
  ],
  done: ["book_stay"],
  goodbye: "No thank you, goodbye.",
};
