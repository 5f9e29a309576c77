import { describe, expect, test } from "vitest";
import type { Expectation } from "@/server/brain/port";
import { ManualTimers } from "../testing/manual-timers";
import { fragments } from "./fragments";
import { INTER_DIGIT_MS, Keypad } from "./keypad";
import { asksToWait, phrasesOf } from "./phrases";

function pad(expectation: Expectation) {
  const timers = new ManualTimers();
  const answers: string[] = [];
  const keypad = new Keypad(timers, (keys) => answers.push(keys));
  keypad.expect(expectation);
  const press = (keys: string) => {
    for (const key of keys) keypad.press(key);
  };
  return { timers, answers, keypad, press };
}

const phone: Expectation = { kind: "digits", purpose: "phone", min: 7, max: 15 };

describe("the keypad", () => {
  test("# ends a number, so does the last digit, so does a pause", () => {
    const { answers, press, timers } = pad(phone);
    press("5551234#");
    press("123456789012345");
    press("555");
    timers.advance(INTER_DIGIT_MS - 1);
    press("9");
    timers.advance(INTER_DIGIT_MS - 1);
    expect(answers).toEqual(["5551234", "123456789012345"]);
    timers.advance(1);
    expect(answers.at(-1)).toBe("5559");
    expect(timers.pending).toBe(0);
  });

  test("* starts afresh, alone it asks again; one key is enough for yes, a choice, and a person", () => {
    const digits = pad(phone);
    digits.press("123*4567890#*");
    expect(digits.answers).toEqual(["4567890", "*"]);
    const yes = pad({ kind: "yes_no" });
    yes.press("12");
    expect(yes.answers).toEqual(["1", "2"]);
    const choice = pad({ kind: "choice", options: ["a", "b"] });
    choice.press("2");
    expect(choice.answers).toEqual(["2"]);
    const open = pad({ kind: "open" });
    open.press("0");
    expect(open.answers).toEqual(["0"]);
  });

  test("a lone #, a flood and a closed keypad do no harm", () => {
    const { answers, press, timers, keypad } = pad({ kind: "open" });
    press("#");
    press("1".repeat(500));
    expect(answers.every((keys) => keys.length <= 40)).toBe(true);
    keypad.close();
    timers.advance(60_000);
    expect(timers.pending).toBe(0);
  });
});

describe("words", () => {
  test("sentences are cut where one breathes, and nothing is lost", () => {
    const text =
      "That is a Twin Room, from Friday the twenty-seventh of November, for three nights. Shall I book it?";
    const parts = fragments(text);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.join(" ")).toBe(text);
    expect(fragments("")).toEqual([]);
    expect(fragments("Yes.")).toEqual(["Yes."]);
  });

  test("asking to wait is understood in the guest's language, long stories are not", () => {
    for (const words of ["One moment please", "hang on", "un momento", "Moment bitte", "un instant"])
      expect(asksToWait(words)).toBe(true);
    for (const words of [
      "",
      "yes",
      "we stayed for one moment in your beautiful hotel last year in the spring",
    ])
      expect(asksToWait(words)).toBe(false);
  });

  test("every language has all phrases; unknown ones speak English", () => {
    for (const language of ["en", "en-GB", "es", "de", "fr", "bn"]) {
      const phrases = phrasesOf(language);
      expect(phrases.fillers.length).toBeGreaterThanOrEqual(3);
      for (const text of Object.values(phrases).flat()) expect(text.length).toBeGreaterThan(3);
    }
    expect(phrasesOf("xx")).toEqual(phrasesOf("en"));
  });
});
