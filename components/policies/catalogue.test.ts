import { describe, expect, test } from "vitest";
import { PolicyArea, policyAreas } from "@/server/features/policies/schema";
import { areaWords, missingFields } from "./catalogue";
import { fieldKind, fieldsOf } from "./field-kind";

describe("words of the policies", () => {
  test.each(PolicyArea.options)("%s: words for each field of the schema and for no other", (area) => {
    expect(Object.keys(areaWords(area).fields).sort()).toEqual(Object.keys(policyAreas[area].shape).sort());
  });
  test.each(PolicyArea.options)("%s: each value of a choice has words, and only those", (area) => {
    for (const [name, schema] of fieldsOf(area)) {
      const kind = fieldKind(schema);
      const words = areaWords(area).fields[name]?.options;
      if (kind.kind === "choice" || kind.kind === "choices")
        expect(Object.keys(words ?? {})).toEqual(kind.values);
      else expect(words).toBeUndefined();
    }
  });
  test("what a faked number would learn is said beside the switch that lets it, and that is off", () => {
    expect(areaWords("line").fields.returningLanguage?.help).toMatch(
      /number can be faked.*you know it.*language/,
    );
    const { returningLanguage } = policyAreas.line.shape;
    expect(returningLanguage.parse(undefined)).toBeFalsy();
  });
  test("money is only where the schema holds whole amounts from nothing", () => {
    for (const area of PolicyArea.options) {
      for (const [name, schema] of fieldsOf(area)) {
        if (!areaWords(area).fields[name]?.money) continue;
        expect(fieldKind(schema)).toMatchObject({ kind: "number", min: 0, max: undefined, whole: true });
      }
    }
  });
});

describe("controls from the schema", () => {
  const kindOf = (area: PolicyArea, name: string) => {
    const found = fieldsOf(area).find(([field]) => field === name);
    if (!found) throw new Error(`${area} has no ${name}`);
    return fieldKind(found[1]);
  };
  test.each([
    ["arrival_departure", "checkInFrom", { kind: "time" }],
    ["arrival_departure", "minimumAge", { kind: "number", min: 0, max: 30, whole: true }],
    ["arrival_departure", "luggageAfter", { kind: "flag" }],
    ["place", "address", { kind: "text", max: 300 }],
    ["payment", "cardBrands", { kind: "lines" }],
    ["line", "silenceSeconds", { kind: "number", min: 3, max: 20, whole: false }],
    ["line", "recording", { kind: "choice", values: ["off", "notice", "ask"] }],
    [
      "identity",
      "factors",
      { kind: "choices", values: ["code", "card_last4", "phone", "email", "room", "otp"] },
    ],
  ] as const)("%s.%s", (area, name, kind) => {
    expect(kindOf(area, name)).toEqual(kind);
  });
  test("lists of entries have the entries' shape", () => {
    const kind = kindOf("directory", "entries");
    expect(kind.kind === "records" && Object.keys(kind.shape)).toContain("spokenName");
  });
});

describe("ready for calls", () => {
  test("names what is missing; a no and a zero are answers", () => {
    expect(missingFields("lost_and_found", {})).toEqual(["Kept for"]);
    expect(missingFields("lost_and_found", { keepDays: 0 })).toEqual([]);
    expect(missingFields("people", { petsAllowed: false, smoking: "nowhere" })).toEqual([]);
    expect(missingFields("directory", { entries: [] })).toEqual(["Destinations"]);
    expect(missingFields("wakeup", { earliest: "05:00", latest: "" })).toEqual(["Until"]);
  });
});
