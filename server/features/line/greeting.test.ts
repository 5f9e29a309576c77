import { expect, test } from "vitest";
import { greeting } from "./greeting";

const START = "Harbour House, you are speaking with the hotel's assistant.";
const say = (recording: "off" | "notice" | "ask", listening?: boolean) =>
  greeting("en", { opening: undefined, spokenName: "Harbour House", recording, listening });

test.each([
  ["off", undefined, `${START} How can I help?`],
  ["notice", undefined, `${START} This call is recorded. How can I help?`],
  ["ask", undefined, `${START} May I record this call?`],
  ["off", true, `${START} Staff may listen to this call. How can I help?`],
  ["notice", true, `${START} This call is recorded and staff may listen. How can I help?`],
  ["ask", true, `${START} Staff may listen to this call. May I record this call?`],
] as const)("recording %s, staff listening %s", (recording, listening, words) => {
  expect(say(recording, listening)).toBe(words);
});

test("a hotel's own opening stays, with the notices after it", () => {
  const own = { opening: "Harbour House, good day.", spokenName: "x", recording: "notice" as const };
  expect(greeting("en-GB", own)).toBe("Harbour House, good day. This call is recorded. How can I help?");
});
