import type { Script } from "../script";
import { name, phone, spelling, yes } from "./common";

export const requests: Script = {
  name: "requests",
  about: "asks for towels to room 204",
  opening: "Could I get two more towels please?",
  cues: [
    spelling("Meyer"),
    { when: /which room|room number/i, say: "Room two zero four." },
    { when: /what do you need|what may we/i, say: "Two towels." },
    yes,
    name("Meyer."),
    phone,
  ],
  done: ["create_request"],
  goodbye: "No thank you, goodbye.",
};
