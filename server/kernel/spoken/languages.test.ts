import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mixedIn, spokenIn } from ".";
import { theHour } from "./es";

describe("what other languages say", () => {
  test.each([
    ["de", 312, "dreihundertzwölf"],
    ["de", 1_021, "eintausendeinundzwanzig"],
    ["fr", 71, "soixante et onze"],
    ["fr", 280, "deux cent quatre-vingts"],
    ["fr", 1_998, "mille neuf cent quatre-vingt-dix-huit"],
    ["es", 721, "setecientos veintiuno"],
    ["es", 31_100, "treinta y un mil cien"],
    ["it", 323, "trecentoventitré"],
    ["it", 2_048, "duemilaquarantotto"],
    ["pt", 312, "trezentos e doze"],
    ["pt", 1_200, "mil e duzentos"],
    ["nl", 122, "honderdtweeëntwintig"],
    ["sv", 312, "trehundratolv"],
    ["no", 312, "tre hundre og tolv"],
    ["da", 375, "tre hundrede og femoghalvfjerds"],
    ["bn", 312, "তিনশ বারো"],
  ])("%s: %i is %s", (language, value, words) => expect(spokenIn(language).number(value)).toBe(words));

  test.each([
    ["de", "einunddreißig Euro fünfzig", "Freitag, den vierten Dezember", "fünfzehn Uhr dreißig"],
    ["fr", "trente et un euros cinquante", "vendredi quatre décembre", "quinze heures trente"],
    ["es", "treinta y un euros con cincuenta", "viernes cuatro de diciembre", "quince treinta"],
    ["it", "trentuno euro e cinquanta", "venerdì quattro dicembre", "quindici e trenta"],
    ["pt", "trinta e um euros e cinquenta", "sexta-feira, quatro de dezembro", "quinze e trinta"],
    ["nl", "eenendertig euro vijftig", "vrijdag vier december", "vijftien uur dertig"],
    ["sv", "trettioett euro och femtio", "fredag den fjärde december", "femton trettio"],
    ["no", "trettien euro og femti", "fredag den fjerde desember", "femten tretti"],
    ["da", "enogtredive euro og halvtreds", "fredag den fjerde december", "femten tredive"],
    ["bn", "একত্রিশ ইউরো পঞ্চাশ", "শুক্রবার চার ডিসেম্বর", "দুপুর তিনটা ত্রিশ"],
  ])("%s: money, date and time", (language, money, date, time) => {
    const spoken = spokenIn(language);
    expect(spoken.money({ amount: 3_150, currency: "EUR" })).toBe(money);
    expect(spoken.date("2026-12-04", "2026-11-18")).toBe(date);
    expect(spoken.time("15:30")).toBe(time);
  });

  test.each([
    ["00:00", "medianoche"],
    ["01:00", "la una"],
    ["01:30", "la una treinta"],
    ["12:00", "mediodía"],
    ["21:00", "las veintiuna horas"],
    ["21:15", "las veintiuna quince"],
  ])("es: %s with its article is %s", (time, words) =>
    expect(theHour(spokenIn("es").time(time))).toBe(words),
  );

  test.each([
    ["de", "Zimmer B12, Schlüssel harbor2024", "Zimmer B zwölf, Schlüssel harbor zwei null zwei vier"],
    ["fr", "le 2e à 7h", "le deuxième à sept heures"],
    ["es", "el 2º piso a las 15h30", "el segundo piso a las quince treinta"],
    ["nl", "de 3e verdieping", "de derde verdieping"],
  ])("%s: letters and figures in one word: %j is %j", (language, text, said) =>
    expect(mixedIn(text, spokenIn(language))).toBe(said),
  );

  test("whatever is said has no figures and no signs, and no two numbers sound alike", () => {
    for (const language of ["de", "fr", "es", "it", "pt", "nl", "sv", "no", "da", "bn"]) {
      const spoken = spokenIn(language);
      const said = Array.from({ length: 2_000 }, (_, value) => spoken.number(value));
      expect(new Set(said).size, language).toBe(said.length);
      fc.assert(
        fc.property(fc.integer({ min: -999_999, max: 99_999_999 }), (amount) => {
          expect(spoken.money({ amount, currency: "EUR" })).not.toMatch(/[\d€]|undefined/);
        }),
        { numRuns: 50 },
      );
      expect(spoken.list(["a", "b", "c"], "or")).toMatch(/^a, b \p{L}\p{M}*.* c$/u);
      expect(spoken.email("a.b1@x.org")).not.toMatch(/[.@\d]/);
      expect(spoken.dateRange("2026-12-04", "2026-12-06")).not.toMatch(/\d|undefined/);
      expect(() => spoken.number(1e12)).toThrow(RangeError);
    }
  });
});
