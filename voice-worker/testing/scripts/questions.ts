import type { Script } from "../script";

export const questions: Script = {
  name: "questions",
  about: "asks about check-in, pets, parking and breakfast",
  opening: "What time is check in?",
  cues: [
    {
      when: /./,
      say: [
        "Can I bring my dog?",
        "Is there parking?",
        "What time is breakfast?",
        "No, that is all. Goodbye.",
      ],
      times: 4,
    },
  ],
  done: /goodbye|thank you for calling/i,
  goodbye: "Goodbye.",
};
