import type { Script } from "../script";
import { name, phone, spelling, yes } from "./common";

export const message: Script = {
  name: "message",
  about: "leaves a message for somebody, who may or may not be a guest",
  opening: "I would like to leave a message for a guest.",
  cues: [
    { when: /who is the message for|name of the person/i, say: "For Mister Okafor." },
    { when: /what is the message|like to tell/i, say: "Please call your sister back." },
    spelling("Meyer"),
    phone,
    yes,
    name("Anna Meyer."),
  ],
  done: ["take_message"],
  goodbye: "No thank you, goodbye.",
};
