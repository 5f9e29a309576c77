import type { Script } from "../script";
import { name, phone, yes } from "./common";

export const transfer: Script = {
  name: "transfer",
  about: "asks for a person",
  opening: "Can I speak to a person please?",
  cues: [
    { when: /whom|which department/i, say: "The front desk." },
    { when: /what is it about|about what/i, say: "My bill." },
    yes,
    phone,
    name("Meyer."),
  ],
  done: ["transfer_call", "schedule_callback"],
  goodbye: "Thank you, goodbye.",
};
