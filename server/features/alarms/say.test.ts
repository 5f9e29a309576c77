import { describe, expect, test } from "vitest";
import { GUEST_LANGUAGES } from "@/server/kernel/in-language";
import { spokenIn } from "@/server/kernel/spoken";
import { alarmTexts } from "./say";
import { AlarmKind } from "./schema";
import { staffTexts } from "./staff-words";

/** That somebody comes, in each language: nobody may hear it from the alarm alone. */
const COMES =
  /\bcoming\b|on (?:the|its|their) way|unterwegs|kommt|kommen|\bHilfe\b|viene|camino|\bayuda\b|secours|arriv|viennent|en route|\baide\b|আসছ|সাহায্য|ambulance|police|polic[ií]a|polizei|feuerwehr|pompiers|bomberos/i;

describe.each(GUEST_LANGUAGES)("what a caller in danger hears in %s", (language) => {
  const t = alarmTexts(language);
  const dial = t.dial(spokenIn(language).digits("112"));
  test("eight words a sentence at most", () => {
    for (const sentence of [t.raised, t.onScreens, t.taken, dial]) {
      expect(sentence).toMatch(/[.।]$/);
      expect(sentence.split(/\s+/).length).toBeLessThanOrEqual(8);
    }
  });
  test("never that help comes", () => {
    for (const sentence of [t.raised, t.onScreens, t.taken, dial]) expect(sentence).not.toMatch(COMES);
  });
  test("what was done and what was not are different words, and the number is in its own", () => {
    expect(new Set([t.raised, t.onScreens, t.taken]).size).toBe(3);
    expect(dial).toContain(spokenIn(language).digits("112"));
  });
});

describe.each(GUEST_LANGUAGES)("what staff hears and reads in %s", (language) => {
  const t = staffTexts(language);
  test("the call says hotel, kind and place", () => {
    for (const kind of AlarmKind.options) {
      const said = t.call("Aurora", t.kinds[kind], "the pool");
      for (const word of ["Aurora", t.kinds[kind], "the pool"]) expect(said).toContain(word);
    }
  });
  test("the text has the room only where it is one", () => {
    const text = (room: string | null) => t.text("Aurora", t.kinds.fire, room, "https://x.example/a");
    expect(text("412")).toContain("412");
    expect(text(null)).not.toMatch(/\d|null|undefined/);
    expect(text(null)).toContain("https://x.example/a");
  });
});
