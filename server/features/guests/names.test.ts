import { describe, expect, test } from "vitest";
import { normaliseEmail, normalisePhone } from "./contact";
import { easilyMisheard, nameKey, sameName, soundAlike } from "./names";

describe("contacts", () => {
  test("a number is E.164 when it is one, else kept as said", () => {
    expect(normalisePhone("900 12 345", "NO")).toEqual({ value: "+4790012345", checked: true });
    expect(normalisePhone("0047 900 12 345", "NO")).toEqual({ value: "+4790012345", checked: true });
    expect(normalisePhone(" one two three ", "NO")).toEqual({ value: "one two three", checked: false });
    expect(normalisePhone("12", "XX")).toEqual({ value: "12", checked: false });
    expect(normaliseEmail(" Maja@Example.COM ")).toEqual({ value: "maja@example.com", checked: true });
    expect(normaliseEmail("maja at example").checked).toBe(false);
  });
});

describe("names", () => {
  test("are the same without case, accents and punctuation; an empty one is nobody's", () => {
    expect(sameName("O’Brien-Müller", "obrien muller")).toBe(true);
    expect(sameName("Østby", "ostby")).toBe(true);
    expect(sameName("Meyer", "Maier")).toBe(false);
    expect(sameName("", "")).toBe(false);
    expect(sameName("--", "")).toBe(false);
    expect(nameKey("王")).toBe("王");
  });

  test("alike is a reason to ask again, not a match", () => {
    expect(soundAlike("Meyer", "Maier")).toBe(true);
    expect(soundAlike("Philips", "Filips")).toBe(true);
    expect(soundAlike("Berg", "Lindqvist")).toBe(false);
    expect(soundAlike("Berg", "berg")).toBe(false);
    expect(easilyMisheard("TDPE")).toBe(true);
    expect(easilyMisheard("7Y96")).toBe(false);
  });
});
