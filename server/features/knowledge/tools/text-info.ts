import { implementTool, refuse } from "@/server/verbs/define-tool";

const en = {
  noChannel: "I cannot send texts from this line yet. Shall I tell you now instead?",
};

/** A text to the caller's own number. Refused honestly while the hotel has no messaging channel. */
export const textInfo = implementTool("text_info", async () =>
  refuse({ code: "later", ask: en.noChannel, policy: "messaging" }),
);
