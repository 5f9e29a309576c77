import type { Script } from "../script";
import { name, phone, spelling, yes } from "./common";

export const cancel: Script = {
  name: "cancel",
  about: "cancels an existing booking",
  opening: "I need to cancel my booking.",
  cues: [
    spelling("Meyer"),
    { when: /surname|last name/i, say: "Meyer." },
    { when: /booking code|code/i, say: "I do not have the code. I have the phone number." },
    phone,
    yes,
    name("Anna Meyer."),
  ],
  done: ["commit_change"],
  goodbye: "That is all, goodbye.",
};
