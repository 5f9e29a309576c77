import { beforeAll, describe, expect, test } from "vitest";
import { lexicons } from "@/server/brain/gate";
import { call, inOrder, rig, settled } from "@/server/brain/llm/testing/double";
import { textOf } from "@/server/brain/testing/converse";

// Made once; on a machine with other work it takes longer than a test may.
beforeAll(() => void lexicons(), 60_000);

const stay = { checkIn: "2026-12-03", checkOut: "2026-12-05", adults: 2 };
/** A model that asks in a language what it needs, and whose vendor then dies. */
const calls = {
  de: {
    asks: [
      "Gern, für wie viele Personen?",
      "Das Standard Double kostet insgesamt 240 €. Soll ich es buchen?",
    ],
    name: "Auf welchen Namen darf ich buchen?",
    guest: [
      "Ich möchte ein Doppelzimmer vom dritten bis zum fünften Dezember",
      "zu zweit",
      "ja, gern",
      "Mein Name ist Anna Meyer",
      "null eins fünf eins zwei drei vier fünf sechs sieben acht neun",
      "ja, bitte",
    ],
    phone: /Telefonnummer/,
    back: /Standard Double .*zwei Erwachsene.*dritten.*fünften Dezember.*zweihundertvierzig Euro.*Anna Meyer/,
    booked: /[Gg]ebucht/,
  },
  es: {
    asks: ["¿Para cuántas personas?", "La Standard Double cuesta 240 € en total. ¿Se la reservo?"],
    name: "¿A nombre de quién hago la reserva?",
    guest: [
      "Quisiera una habitación doble del tres al cinco de diciembre",
      "somos dos",
      "sí, perfecto",
      "Me llamo Anna Meyer",
      "cero uno cinco uno dos tres cuatro cinco seis siete ocho nueve",
      "sí, por favor",
    ],
    phone: /teléfono/,
    back: /Standard Double .*dos adultos.*tres al .*cinco de diciembre.*doscientos cuarenta euros.*Anna Meyer/,
    booked: /reservado/,
  },
  fr: {
    asks: ["Pour combien de personnes ?", "La Standard Double coûte 240 € au total. Dois-je la réserver ?"],
    name: "À quel nom dois-je réserver?",
    guest: [
      "Je voudrais une chambre double du trois au cinq décembre",
      "nous sommes deux",
      "oui, d'accord",
      "Je m'appelle Anna Meyer",
      "zéro un cinq un vingt-trois quarante-cinq soixante-sept quatre-vingt-neuf",
      "oui, s'il vous plaît",
    ],
    phone: /téléphone/,
    back: /Standard Double .*deux adultes.*trois au .*cinq décembre.*deux cent quarante euros.*Anna Meyer/,
    booked: /réservé/,
  },
} as const;

describe.each(Object.entries(calls))("a call in %s whose models die in the middle", (language, of) => {
  test("goes on in its language with what was said and held, asks nothing twice and books on a clear yes", async () => {
    const r = rig(
      inOrder(
        { text: of.asks[0] },
        { calls: [call("search_rooms", stay)] },
        { calls: [call("quote_stay", { offer: "offer_2" })] },
        { text: of.asks[1] },
        { text: of.name },
      ),
      { opening: { language, languages: ["en", language] } },
    );
    const c = await r.start();
    for (const line of of.guest.slice(0, 3)) await c.say(line);
    expect(textOf(c.exchanges.at(-1) as never)).toBe(of.name);
    expect(c.dialogue().expectation().kind).toBe("name");
    // From here on nobody answers but the local brain.
    const asked = await c.say(of.guest[3]);
    await settled();
    expect(r.reports).toContainEqual(expect.objectContaining({ type: "local_brain", on: true }));
    expect(textOf(asked)).toMatch(of.phone);
    const back = await c.say(of.guest[4]);
    expect(textOf(back)).toMatch(of.back);
    const done = await c.say(of.guest[5]);
    expect(done.calls.map((each) => [each.name, each.args])).toEqual([
      [
        "book_stay",
        expect.objectContaining({ guest: { first: "Anna", last: "Meyer", phone: "+4915123456789" } }),
      ],
    ]);
    expect(textOf(done)).toMatch(of.booked);
    expect(c.hotel.log.map((each) => each.name)).toEqual(["search_rooms", "quote_stay", "book_stay"]);
  });

  test("falls at its first turn: the same words are understood by the local brain", async () => {
    const r = rig(() => ({ fails: "unavailable" }), { opening: { language, languages: ["en", language] } });
    const c = await r.start();
    const first = await c.say(of.guest[0]);
    expect(textOf(first)).not.toMatch(/\b(?:the|you|please|for)\b/);
    const offer = await c.say(of.guest[1]);
    expect(offer.calls.find((each) => each.name === "search_rooms")?.args).toMatchObject(stay);
  });
});

test("in a language the local brain has no words for, the facts stay for the person and for models that come back", async () => {
  const r = rig(
    inOrder(
      { text: "Per quante persone?" },
      { calls: [call("search_rooms", stay)] },
      { text: "Certo, a che nome?" },
    ),
    { opening: { language: "it", languages: ["en", "it"] } },
  );
  const c = await r.start();
  await c.say("Vorrei una camera dal tre al cinque dicembre");
  await c.say("siamo in due");
  const handed = await c.say("Rossi, Anna Rossi");
  expect(textOf(handed)).toMatch(/^Mi dispiace.*persona\?$/);
  const to = await c.say("sì, va bene");
  expect(to.calls.map((each) => each.name)).toEqual(["transfer_call"]);
  expect(to.calls[0]?.args.summary).toMatch(/another language \(it\).*booking from 2026-12-03/);
  expect(JSON.stringify(c.dialogue().snapshot())).toContain("2026-12-03");
});
