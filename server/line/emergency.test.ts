import { expect, test } from "vitest";
import { unraised } from "@/server/brain/local/say/emergency";
import { testOpening } from "@/server/brain/testing/opening";
import { GUEST_LANGUAGES } from "@/server/kernel/in-language";
import { CallOpening } from "./contract";
import { emergencyHelp } from "./emergency";

const scripts = { medical: [], fire: ["Leave the room now."], security: [] };

test("the hotel's own number and words; without them the country's number, and nothing made up", () => {
  const opening = testOpening({ emergency: { number: "110", scripts } });
  expect(emergencyHelp(opening, "fire")).toEqual({ number: "110", script: ["Leave the room now."] });
  expect(emergencyHelp(opening, "flood")).toEqual({ number: "110", script: [] });
  const { hotel } = opening;
  expect(emergencyHelp(testOpening({ hotel: { ...hotel, country: "US" } }), "fire")).toEqual({
    number: "911",
    script: [],
  });
});

test("an opening of an older app has none and parses; one without bounds does not", () => {
  expect(testOpening().emergency).toBeUndefined();
  const many = { ...scripts, fire: Array.from({ length: 9 }, () => "Out.") };
  const wide = { ...testOpening(), emergency: { number: "110", scripts: many } };
  expect(CallOpening.safeParse(wide).success).toBe(false);
});

test.each(GUEST_LANGUAGES)(
  "%s: the number in spoken digits, eight words a sentence, the script after it",
  (language) => {
    const opening = testOpening({ emergency: { number: "112", scripts } });
    for (const pick of [0, 1]) {
      const [said = "", ...script] = unraised(opening, language, "fire", pick);
      expect(script).toEqual(["Leave the room now."]);
      expect(said).not.toMatch(/[{}\d]/);
      const sentences = said.split(/(?<=[.!?।])\s+/);
      expect(sentences).toHaveLength(2);
      for (const sentence of sentences) expect(sentence.split(/\s+/).length).toBeLessThanOrEqual(8);
    }
  },
);

test("in English it names the number", () => {
  expect(unraised(testOpening(), "en", "fire")[0]).toContain("dial one one two now");
});
