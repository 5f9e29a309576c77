import { describe, expect, test } from "vitest";
import { GUEST_LANGUAGES } from "@/server/kernel/in-language";
import { ResumeCause } from "@/server/line/contract";
import { dialDesk, say, sayAndHangUp, twiml, voiceOf } from "../twiml";
import { phoneTexts } from ".";

/** Every sentence of a language, with values filled in. */
const sentences = (language: string): [key: string, text: string][] => {
  const t = phoneTexts(language);
  return [
    ...Object.entries(t).flatMap(([key, text]) =>
      typeof text === "string" ? [[key, text] as [string, string]] : [],
    ),
    ...Object.entries(t.back),
    ["queue", t.queue(2, 3)],
    ["queue of one", t.queue(1, 1)],
    ["menuChoice", t.menuChoice("Spa", "4")],
    ["person", t.person("Harbour House", "Two nights from Friday.")],
    ["wakeup", t.wakeup("Harbour House", "07:00")],
    ["calledBack", t.calledBack("Harbour House")],
  ];
};
const english = new Map(sentences("en"));

describe.each(GUEST_LANGUAGES)("the telephone's texts in %s", (language) => {
  const all = sentences(language);

  test("say everything, each time something of their own", () => {
    expect(all.map(([key]) => key).sort()).toEqual([...english.keys()].sort());
    for (const [key, text] of all) {
      expect([key, text.trim().length > 5]).toEqual([key, true]);
      if (language !== "en") expect([key, text]).not.toEqual([key, english.get(key)]);
      expect([key, /[<>&*#_]|undefined|null|NaN/.test(text)]).toEqual([key, false]);
    }
    expect(Object.keys(phoneTexts(language).back).sort()).toEqual([...ResumeCause.options].sort());
  });

  test("fill in every value", () => {
    const t = phoneTexts(language);
    expect(t.queue(7, 12)).toMatch(/7.*12/);
    expect(t.menuChoice("Spa", "4")).toMatch(/Spa.*4/);
    expect(t.person("Harbour House", "Two nights.")).toMatch(/Harbour House.*Two nights\./);
    expect(t.wakeup("Harbour House", "07:00")).toMatch(/Harbour House.*07:00/);
    expect(t.calledBack("Harbour House")).toContain("Harbour House");
  });

  test("are said by a voice of their language", async () => {
    const voice = voiceOf(language);
    expect(voice.language.slice(0, 2)).toBe(language);
    const t = phoneTexts(language);
    const tag = `<Say language="${voice.language}" voice="${voice.voice}">`;
    expect(await sayAndHangUp(t.busy, language).text()).toContain(
      `${tag}${t.busy.replaceAll("'", "&apos;")}`,
    );
    expect(await twiml((v) => say(v, "x", language)).text()).toContain(`${tag}x</Say>`);
    const desk = { number: "+4722334455", action: "/done", limitSeconds: 60 };
    const first = { text: "x", language };
    expect(await dialDesk({ ...desk, first }).text()).toContain(`${tag}x</Say><Dial`);
  });
});

test("a language the telephone does not speak is answered in English, a region of one in that one", () => {
  expect(phoneTexts("fi")).toBe(phoneTexts("en"));
  expect(phoneTexts("constructor")).toBe(phoneTexts("en"));
  expect(phoneTexts("de-AT")).toBe(phoneTexts("de"));
  expect([voiceOf("es-MX").language, voiceOf("toString").language]).toEqual(["es-ES", "en-GB"]);
});
