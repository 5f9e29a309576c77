import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { en } from "@/server/brain/local/say/en";
import { addDays } from "@/server/kernel/dates";
import { spokenIn } from "@/server/kernel/spoken";
import { checkSentence } from ".";
import { dateOf } from "./backing";
import { read } from "./reading";
import { sceneOf } from "./testing/scene";
import { said } from "./testing/tongues";
import { tongueCodes } from "./tongues";
import { valuesOf } from "./values";

const rows = (kind: "lies" | "truths") =>
  Object.entries(said).flatMap(([code, each]) =>
    each[kind].map(([scene, text]) => [code, scene, text] as const),
  );

/** "At", as it stands before an hour. */
const AT: Readonly<Record<string, string>> = {
  de: "um",
  fr: "à",
  es: "a las",
  it: "alle",
  pt: "às",
  nl: "om",
  sv: "klockan",
  no: "klokken",
  da: "klokken",
  bn: "",
};

test("each language that is read is tried with a dozen lies and a dozen truths", () => {
  expect(Object.keys(said).sort()).toEqual([...tongueCodes].sort());
  for (const { lies, truths } of Object.values(said)) {
    expect(new Set(lies.map(([, text]) => text)).size).toBeGreaterThanOrEqual(12);
    expect(new Set(truths.map(([, text]) => text)).size).toBeGreaterThanOrEqual(12);
  }
});

test.each([
  ["Polish", "Pokój jest już zarezerwowany na pani nazwisko."],
  ["Polish, two words", "Pokój zarezerwowany."],
  ["Polish, one word", "Zarezerwowane."],
  ["Russian", "Ваш номер забронирован."],
  ["Turkish", "Odanız sizin için ayrıldı."],
  ["Japanese", "お部屋は予約されました。"],
  ["Arabic", "تم حجز غرفتك."],
  ["Finnish with figures", "Huone maksaa yhteensä 312 euroa."],
  ["Polish after English", "All right, pokój jest zarezerwowany."],
])("%s is not read and not let through", async (_name, sentence) => {
  const { ledger, context } = await sceneOf.booked();
  for (const language of ["en", "de", "pl", "fi", "ja"]) {
    const verdict = checkSentence(sentence, ledger, { ...context, language });
    expect(verdict.ok).toBe(false);
    if (!verdict.ok) expect(verdict.rewritten).toBeUndefined();
  }
});

test("all that the line says by itself in English is read as English", () => {
  for (const variants of Object.values(en))
    for (const text of variants) {
      const reading = read(text.replace(/\{\w+\}/g, "Sunday"), { language: "en" });
      expect([reading.foreign, reading.unread], text).toEqual([false, []]);
    }
});

test.each(tongueCodes)("%s: what is said is what is read", (code) => {
  const spoken = spokenIn(code);
  const valuesOfSaid = (text: string) => valuesOf(read(text, { language: code }));
  fc.assert(
    fc.property(fc.integer({ min: 200, max: 999_999 }), (amount) => {
      // One is an article, and nine in Bengali is a no.
      fc.pre(![1, 9].includes(amount % 100));
      expect(valuesOfSaid(spoken.money({ amount, currency: "EUR" }))).toMatchObject([
        { kind: "money", hundredths: amount, currencies: ["EUR"] },
      ]);
    }),
    { numRuns: 60 },
  );
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 364 }), fc.integer({ min: 24, max: 287 }), (days, fives) => {
      const minute = fives * 5;
      const day = addDays("2026-01-01", days);
      expect(valuesOfSaid(spoken.date(day))).toMatchObject([
        {
          kind: "date",
          month: Number(day.slice(5, 7)),
          day: Number(day.slice(8)),
          weekday: dateOf(day).weekday,
        },
      ]);
      // One o'clock is an article in many of them.
      fc.pre(minute % 60 !== 5 && Math.floor(minute / 60) % 12 !== 1);
      const clock = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
      const [time] = valuesOfSaid(`${AT[code]} ${spoken.time(clock)}`);
      expect(time, `${clock} ${spoken.time(clock)}`).toMatchObject({ kind: "time" });
      if (time?.kind === "time") expect(time.minutes).toContain(minute);
    }),
    { numRuns: 60 },
  );
});

// The call is still in English when a model begins to speak another language, or is in that language already.
describe.each(["call in English", "call in that language"])("%s", (which) => {
  const inCall = (code: string): string => (which === "call in English" ? "en" : code);

  test.each(rows("lies"))("%s, %s: a lie: %s", async (code, name, sentence) => {
    const { ledger, context } = await sceneOf[name]();
    const its = { ...context, language: inCall(code) };
    const verdict = checkSentence(sentence, ledger, its);
    expect(verdict.ok).toBe(false);
    if (verdict.ok) return;
    expect(verdict.claims.every((claim) => claim.kind === "unread")).toBe(false);
    if (!verdict.rewritten) return;
    expect(verdict.rewritten.text).not.toBe(sentence);
    expect(checkSentence(verdict.rewritten.text, ledger, its).ok).toBe(true);
  });

  test.each(rows("truths"))("%s, %s: the truth: %s", async (code, name, sentence) => {
    const { ledger, context } = await sceneOf[name]();
    const verdict = checkSentence(sentence, ledger, { ...context, language: inCall(code) });
    expect(verdict.ok ? [] : verdict.claims).toEqual([]);
    if (verdict.ok) expect(verdict.text).not.toMatch(/[\d€$]/);
  });
});
