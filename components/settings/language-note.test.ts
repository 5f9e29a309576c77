import { describe, expect, test } from "vitest";
import { languageNote } from "./language-note";

const both = { ear: true, voice: true };
const none = { ear: false, voice: false };

describe("what a list of languages means for calls", () => {
  test("the first that the line has words in, and the others to change to", () => {
    expect(languageNote(["de", "en", "fr"], both)).toEqual({
      begins: "Calls begin in German. Guests may change to English and French.",
      spokenInEnglish: null,
    });
    expect(languageNote([], both).begins).toBe("Calls begin in English.");
    expect(languageNote(["it", "de"], both).begins).toBe(
      "Calls begin in German. The line has no words of its own in Italian. Guests may change to Italian.",
    );
  });

  test("says plainly that spoken calls are in English while nothing else can hear or speak", () => {
    expect(languageNote(["de"], none).spokenInEnglish).toContain(
      "Connect a recogniser and a voice to speak German",
    );
    expect(languageNote(["de"], { ear: true, voice: false }).spokenInEnglish).toContain("Connect a voice");
    expect(languageNote(["en", "es"], none).spokenInEnglish).toContain("to speak Spanish");
    expect(languageNote(["en"], none).spokenInEnglish).toBeNull();
    expect(languageNote(["de"], undefined).spokenInEnglish).toBeNull();
  });

  test("half-typed codes are shown as they are", () => {
    expect(languageNote(["de", "", "f"], both).begins).toContain("change to f");
  });
});
